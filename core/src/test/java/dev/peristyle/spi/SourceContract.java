package dev.peristyle.spi;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every source has to do, whatever it reads: a subclass for each offers {@link NumberedRows}. */
@Timeout(600)
public abstract class SourceContract {

    /** Where the source may put files. */
    @TempDir
    protected Path directory;

    /** The rows {@code [0, rows)} as a source, to be closed by the subclass. */
    protected abstract Source source(int rows);

    static Stream<Arguments> sizesAndThreads() {
        return Stream.of(0, 1, 7, 8, 9, 63, 64, 65, 1000)
                .flatMap(rows -> Stream.of(1, 2, 8).map(threads -> Arguments.of(rows, threads)));
    }

    private static Pipeline pipeline(Source source, int threads) {
        return Pipeline.from(source)
                .using(Execution.builder()
                        .threads(threads)
                        .traceAllocations(true)
                        .build());
    }

    private static List<Object[]> rows(int count) {
        return LongStream.range(0, count).mapToObj(NumberedRows::row).toList();
    }

    private static List<Object[]> read(Pipeline pipeline) {
        List<Object[]> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                rows.add(new Object[] {
                    row.getLong("id"),
                    row.isNull("size") ? null : row.getDouble("size"),
                    row.isNull("price") ? null : row.getDecimal("price"),
                    row.isNull("day") ? null : row.getDate("day"),
                    row.isNull("name") ? null : row.getString("name")
                });
            }
        }
        return rows;
    }

    private static void assertSame(List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual.toArray(Object[][]::new)).isDeepEqualTo(expected.toArray(Object[][]::new));
    }

    @ParameterizedTest
    @MethodSource("sizesAndThreads")
    void deliversAllRowsInOrder(int rows, int threads) {
        assertSame(read(pipeline(source(rows), threads)), rows(rows));
    }

    @ParameterizedTest
    @MethodSource("sizesAndThreads")
    void countsAndGroupsAllRowsOnce(int rows, int threads) {
        Source source = source(rows);
        assertThat(pipeline(source, threads).count()).isEqualTo(rows);
        List<List<Long>> groups = new ArrayList<>();
        pipeline(source, threads)
                .with("rest", col("id").modulo(3))
                .groupBy("rest")
                .aggregate(count().as("n"), sum(col("id")).as("sum"))
                .forEach(row -> groups.add(List.of(row.getLong("rest"), row.getLong("n"), row.getLong("sum"))));
        List<List<Long>> expected = new ArrayList<>();
        for (long rest = 0; rest < Math.min(3, rows); rest++) {
            long[] ids = LongStream.iterate(rest, id -> id < rows, id -> id + 3).toArray();
            expected.add(List.of(rest, (long) ids.length, LongStream.of(ids).sum()));
        }
        assertThat(groups).isEqualTo(expected);
    }

    /** Whether it is read for that, or answers it itself. */
    @ParameterizedTest
    @MethodSource("sizesAndThreads")
    void answersWhatItsRowsSay(int rows, int threads) {
        List<Object[]> all = rows(rows);
        List<Object> answer = new ArrayList<>();
        pipeline(source(rows), threads)
                .aggregate(
                        count().as("rows"),
                        count(col("name")).as("names"),
                        min(col("id")).as("first"),
                        max(col("id")).as("last"),
                        min(col("day")).as("day"),
                        max(col("price")).as("price"))
                .forEach(row -> {
                    for (int column = 0; column < 6; column++) {
                        answer.add(row.get(column));
                    }
                });
        assertThat(answer)
                .containsExactly(
                        (long) rows,
                        all.stream().filter(row -> row[4] != null).count(),
                        rows == 0 ? null : 0L,
                        rows == 0 ? null : rows - 1L,
                        all.stream()
                                .map(row -> (LocalDate) row[3])
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        all.stream()
                                .map(row -> (BigDecimal) row[2])
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null));
    }

    static Stream<Arguments> conditions() {
        record Case(Expression condition, Predicate<Object[]> expected) {}
        LocalDate day = LocalDate.ofEpochDay(40);
        List<Case> cases = List.of(
                new Case(col("id").gt(700), row -> (Long) row[0] > 700),
                new Case(col("id").ge(100).and(col("id").lt(200)), row -> (Long) row[0] >= 100 && (Long) row[0] < 200),
                new Case(col("id").lt(30).or(col("id").eq(500)), row -> (Long) row[0] < 30 || (Long) row[0] == 500),
                new Case(
                        col("id").in(3, 999, -1, 400, 17),
                        row -> List.of(3L, 999L, 400L, 17L).contains(row[0])),
                new Case(col("name").isNull(), row -> row[4] == null),
                new Case(col("name").isNull().not(), row -> row[4] != null),
                new Case(col("name").eq("name 8"), row -> "name 8".equals(row[4])),
                new Case(col("name").contains("9"), row -> row[4] != null && ((String) row[4]).contains("9")),
                new Case(
                        col("day").ge(day).and(col("size").lt(111.5)),
                        row -> row[3] != null
                                && !((LocalDate) row[3]).isBefore(day)
                                && row[1] != null
                                && (Double) row[1] < 111.5),
                new Case(
                        col("price").lt(5).not(),
                        row -> row[2] != null && ((java.math.BigDecimal) row[2]).doubleValue() >= 5),
                new Case(col("id").lt(0), row -> false));
        return cases.stream()
                .flatMap(each ->
                        Stream.of(1, 2, 8).map(threads -> Arguments.of(each.condition(), each.expected(), threads)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void deliversWhatPassesWhateverTheSourceDoesWithTheCondition(
            Expression condition, Predicate<Object[]> expected, int threads) {
        List<Object[]> passing = rows(1000).stream().filter(expected).toList();
        Pipeline filtered = pipeline(source(1000), threads).filter(condition);
        assertSame(read(filtered), passing);
        assertThat(filtered.count()).isEqualTo(passing.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aConditionThatFailsIsAppliedOnlyToRowsThatTheOneBeforePassed(int threads) {
        // of longs beyond 2^63 - 1 there are none, and a product of them is an error
        Expression product = col("id").times(9_223_372_036_854_775_807L).ge(0);
        assertSame(read(pipeline(source(1000), threads).filter(col("id").lt(2)).filter(product)), rows(2));
    }

    @Test
    void columnsComeInTheWantedOrder() {
        List<String> names = new ArrayList<>();
        pipeline(source(100), 1)
                .filter(col("day").isNull().not())
                .select("name", "id")
                .forEach(row -> names.add(row.isNull(0) ? null : row.getString(0)));
        assertThat(names)
                .isEqualTo(rows(100).stream()
                        .filter(row -> row[3] != null)
                        .map(row -> (String) row[4])
                        .toList());
    }

    @Test
    void whatIsLeftHalfWayLeavesNothing() {
        Source source = source(1000);
        ScanRequest request = new ScanRequest(List.of("id", "name"), List.of());
        for (int step = 0; step < 5; step++) {
            try (TestContext run = new TestContext(2)) {
                try (Scan scan = source.open(request, run)) {
                    assertThat(scan.schema()).isEqualTo(source.schema().select(request.columns()));
                    assertThat(scan.maxReaders()).isPositive();
                    assertThat(scan.totalBytes()).isGreaterThanOrEqualTo(-1);
                    leave(scan, step, run.memory());
                }
                assertThat(run.memory().used()).isZero();
            }
        }
    }

    private static void leave(Scan scan, int step, MemoryPool pool) {
        Morsel morsel = step > 0 ? scan.nextMorsel() : null;
        if (step > 1) {
            try (MorselReader first = scan.reader(pool);
                    MorselReader second = scan.reader(pool)) {
                if (step > 2) {
                    first.begin(morsel);
                    second.begin(morsel);
                }
                if (step > 3) {
                    assertThat(first.next()).isTrue();
                }
            }
        }
    }

    @Test
    void aMorselCanBeReadAgainAndByAnotherReader() {
        Source source = source(1000);
        try (TestContext run = new TestContext(2);
                Scan scan = source.open(new ScanRequest(List.of("id"), List.of()), run);
                MorselReader first = scan.reader(run.memory());
                MorselReader second = scan.reader(run.memory())) {
            Morsel morsel = scan.nextMorsel();
            List<Long> ids = ids(first, morsel);
            assertThat(ids(first, morsel)).isEqualTo(ids);
            second.begin(morsel);
            assertThat(second.next()).isTrue();
            assertThat(ids(first, morsel)).isEqualTo(ids);
            assertThat(ids(second, morsel)).isEqualTo(ids);
            while (morsel != null) {
                morsel = scan.nextMorsel();
            }
            assertThat(scan.nextMorsel()).isNull();
            scan.finish();
        }
    }

    private static List<Long> ids(MorselReader reader, Morsel morsel) {
        List<Long> ids = new ArrayList<>();
        reader.begin(morsel);
        while (reader.next()) {
            Chunk chunk = reader.chunk();
            LongColumn column = chunk.longs("id");
            for (int row = 0; row < chunk.rowCount(); row++) {
                ids.add(column.get(row));
            }
        }
        return ids;
    }

    @Test
    void whatStatisticsSayIsTrue() {
        Source source = source(1000);
        source.statistics().rowCount().ifPresent(rows -> assertThat(rows).isEqualTo(1000));
        try (TestContext run = new TestContext(1);
                Scan scan = source.open(new ScanRequest(List.of("id"), List.of()), run);
                MorselReader reader = scan.reader(run.memory())) {
            for (Morsel morsel = scan.nextMorsel(); morsel != null; morsel = scan.nextMorsel()) {
                Statistics known = morsel.statistics();
                List<Long> ids = ids(reader, morsel);
                known.rowCount().ifPresent(rows -> assertThat(rows).isEqualTo(ids.size()));
                ColumnStatistics column = known.column("id");
                for (long id : ids) {
                    assertThat(column.min() == null || (Long) column.min() <= id)
                            .isTrue();
                    assertThat(column.max() == null || (Long) column.max() >= id)
                            .isTrue();
                }
            }
        }
    }
}
