package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.everything;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins of sorted sides against joins of the same sides by a hash: the same rows in the same order, with less in memory. */
@Timeout(300)
class MergeJoinTest {

    @TempDir
    private static Path directory;

    private static Schema schema(String prefix) {
        return Schema.builder()
                .add(prefix + "k", DataType.INT)
                .add(prefix + "s", DataType.STRING)
                .add(prefix + "text", DataType.STRING)
                .build();
    }

    private static List<Object[]> rows(Random random, int count, int variety, int length) {
        List<Object[]> rows = new ArrayList<>();
        boolean isSkewed = random.nextInt(3) == 0;
        for (int row = 0; row < count; row++) {
            int key = isSkewed && random.nextInt(10) > 2 ? variety / 2 : random.nextInt(variety);
            rows.add(new Object[] {
                random.nextInt(9) == 0 ? null : key,
                random.nextInt(9) == 0 ? null : "s" + random.nextInt(3),
                "text ".repeat(random.nextInt(length)) + row
            });
        }
        return rows;
    }

    private static Execution execution(long limit, int threads, AtomicReference<RunReport> report) {
        return Execution.builder()
                .memoryLimit(limit)
                .threads(threads)
                .temporaryDirectory(directory)
                .report(report::set)
                .build();
    }

    private static void assertNothingLeft() {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Sorted as sortBy sorts, nulls last. */
    private static List<Object[]> sorted(List<Object[]> rows, int keys) {
        Comparator<Object[]> order =
                Comparator.comparing(row -> (Integer) row[0], Comparator.nullsLast(Comparator.naturalOrder()));
        if (keys > 1) {
            order = order.thenComparing(row -> (String) row[1], Comparator.nullsLast(Comparator.naturalOrder()));
        }
        List<Object[]> all = new ArrayList<>(rows);
        all.sort(order);
        return all;
    }

    private static Pipeline listed(Random random, String prefix, List<Object[]> rows) {
        return Pipeline.from(new ListedRows(schema(prefix), rows, 1 + random.nextInt(60), 1 + random.nextInt(200)));
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void givesTheRowsOfAnyOtherJoinInTheirOrder(JoinKind kind) {
        Random random = Seeds.fresh();
        AtomicReference<RunReport> report = new AtomicReference<>();
        for (int trial = 0; trial < 30; trial++) {
            int keys = 1 + random.nextInt(2);
            int variety = 1 + random.nextInt(random.nextBoolean() ? 6 : 300);
            JoinOn on = on(col("l_k"), col("r_k"));
            on = keys == 1 ? on : on.and(col("l_s"), col("r_s"));
            on = random.nextInt(3) == 0 ? on.nullsMatch() : on;
            on = random.nextInt(3) == 0
                    ? on.where(col("l_text")
                            .length()
                            .plus(col("r_text").length())
                            .modulo(3)
                            .ne(0))
                    : on;
            Pipeline left = listed(random, "l_", sorted(rows(random, random.nextInt(300), variety, 3), keys));
            Pipeline right = listed(random, "r_", sorted(rows(random, random.nextInt(300), variety, 3), keys));
            List<List<Object>> expected = NaiveJoin.rows(left.join(right, kind, on.buildRight()));
            int threads = 1 + random.nextInt(3);
            Pipeline joined = left.join(right, kind, on.sorted());
            assertThat(NaiveJoin.rows(joined.using(execution(64 << 20, threads, report))))
                    .as("%s on %s, %s threads", kind, on, threads)
                    .isEqualTo(expected);
            assertThat(NaiveJoin.rows(joined.limit(7).using(execution(64 << 20, threads, report))))
                    .isEqualTo(expected.subList(0, Math.min(7, expected.size())));
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void aKeyThatDoesNotFitGoesToDisk(JoinKind kind) {
        Random random = Seeds.fresh();
        List<Object[]> lefts = new ArrayList<>();
        List<Object[]> rights = new ArrayList<>();
        for (int row = 0; row < 3000; row++) {
            rights.add(new Object[] {row < 20 ? row : row < 2900 ? 20 : row, "s", "wide ".repeat(600) + row});
        }
        for (int row = 0; row < 60; row++) {
            lefts.add(new Object[] {row < 30 ? row : row < 32 ? 20 : 2 * row, "s", "l" + row});
        }
        Pipeline left = listed(random, "l_", sorted(lefts, 1));
        Pipeline right = listed(random, "r_", rights);
        JoinOn on = on(col("l_k"), col("r_k"))
                .where(col("r_text").length().plus(col("l_k")).modulo(2).ne(0));
        AtomicReference<RunReport> report = new AtomicReference<>();
        List<List<Object>> expected =
                NaiveJoin.rows(shown(left.join(right, kind, on.buildRight())).using(execution(1L << 30, 1, report)));
        Pipeline joined = shown(left.join(right, kind, on.sorted()));
        for (long limit : new long[] {4 << 20, 1 << 30}) {
            assertThat(NaiveJoin.rows(joined.using(execution(limit, 1 + random.nextInt(2), report))))
                    .isEqualTo(expected);
            assertThat(report.get().peakMemory()).isLessThanOrEqualTo(limit);
            assertThat(report.get().spilledBytes() > 0).isEqualTo(limit < 5 << 20);
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void aKeyThatDoesNotFitGoesOnAfterChunksOfRowsWithoutAKey(JoinKind kind) {
        List<Object[]> rights = new ArrayList<>();
        for (int row = 0; row < 1000; row++) {
            // 10 rows without a key after each 100 with it; a chunk has 5
            boolean isNull = row % 110 >= 100;
            rights.add(new Object[] {isNull ? null : row < 900 ? 7 : 8, "s", "wide ".repeat(1200) + row});
        }
        List<Object[]> lefts = new ArrayList<>();
        for (int row = 0; row < 12; row++) {
            lefts.add(new Object[] {row == 5 ? null : (Integer) (3 + row / 2), "s", "l" + row});
        }
        Pipeline left = Pipeline.from(new ListedRows(schema("l_"), lefts, 5, 100));
        Pipeline right = Pipeline.from(new ListedRows(schema("r_"), rights, 5, 100));
        JoinOn on = on(col("l_k"), col("r_k"))
                .where(col("r_text").length().plus(col("l_k")).gt(0));
        AtomicReference<RunReport> report = new AtomicReference<>();
        List<List<Object>> expected =
                NaiveJoin.rows(shown(left.join(right, kind, on.buildRight())).using(execution(1L << 30, 1, report)));
        assertThat(NaiveJoin.rows(shown(left.join(right, kind, on.sorted())).using(execution(4 << 20, 1, report))))
                .isEqualTo(expected);
        assertThat(report.get().spilledBytes()).isPositive();
        assertNothingLeft();
    }

    private static Pipeline shown(Pipeline joined) {
        return joined.schema().contains("r_text")
                ? joined.with("size", col("r_text").length())
                        .with("r_text", col("r_text").text().right(8))
                : joined;
    }

    @Test
    void holdsLittleOfSidesOfAnySize() {
        Random random = Seeds.random(3);
        List<Object[]> many = new ArrayList<>();
        for (int row = 0; row < 20_000; row++) {
            many.add(new Object[] {row, "s", "text ".repeat(60) + row});
        }
        AtomicReference<RunReport> report = new AtomicReference<>();
        Pipeline joined = Pipeline.from(new ListedRows(schema("l_"), many, 50, 300))
                .join(
                        Pipeline.from(new ListedRows(schema("r_"), many, 70, 300)),
                        JoinKind.FULL,
                        on(col("l_k"), col("r_k")).sorted());
        assertThat(joined.using(execution(3 << 20, 1 + random.nextInt(2), report))
                        .count())
                .isEqualTo(20_000);
        assertThat(report.get().spilledBytes()).isZero();
        assertThat(joined.explain())
                .contains("full join on l_k = r_k")
                .contains("merges the sides, which are sorted, as the pipeline says");
    }

    @Test
    void aSideThatIsNotSortedIsAnErrorThatNamesTheRow() {
        Random random = Seeds.random(5);
        List<Object[]> good = sorted(rows(random, 200, 300, 3), 1);
        good.removeIf(row -> row[0] == null);
        List<Object[]> bad = new ArrayList<>(good);
        bad.add(120, new Object[] {-1, "s", "too late"});
        for (boolean isLeft : new boolean[] {true, false}) {
            Pipeline left = listed(random, "l_", isLeft ? bad : good);
            Pipeline right = listed(random, "r_", isLeft ? good : bad);
            assertThatThrownBy(() -> left.join(
                                    right,
                                    JoinKind.FULL,
                                    on(col("l_k"), col("r_k")).sorted())
                            .count())
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("row 121 of the " + (isLeft ? "left" : "right"))
                    .hasMessageContaining("l_k = r_k")
                    .hasMessageContaining(isLeft ? "[l_k=-1]" : "[r_k=-1]");
        }
        Pipeline left = listed(random, "l_", good);
        assertThatThrownBy(
                        () -> left.join(listed(random, "r_", good), everything().sorted()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sorted()");
    }

    @Test
    void columnFilesThatAreSortedAreMerged() {
        Random random = Seeds.fresh();
        Path sorted = directory.resolve("sorted.arrow");
        Path other = directory.resolve("other.arrow");
        Path unsorted = directory.resolve("unsorted.arrow");
        listed(random, "l_", sorted(rows(random, 900, 200, 3), 1)).write(ColumnFile.to(sorted));
        listed(random, "r_", sorted(rows(random, 700, 200, 3), 1)).write(ColumnFile.to(other));
        listed(random, "r_", rows(random, 700, 200, 3)).write(ColumnFile.to(unsorted));
        AtomicReference<RunReport> report = new AtomicReference<>();
        Pipeline left = ColumnFile.scan(sorted);
        Pipeline joined = left.join(ColumnFile.scan(other), JoinKind.FULL, on(col("l_k"), col("r_k")));
        String merges = "merges the sides";
        Pipeline alone = joined.using(execution(1 << 30, 1, report));
        assertThat(alone.explain()).contains(merges);
        assertThat(joined.using(execution(1 << 30, 2, report)).explain()).doesNotContain(merges);
        assertThat(joined.using(execution(20 << 10, 2, report)).explain()).contains(merges);
        assertThat(left.join(ColumnFile.scan(unsorted), on(col("l_k"), col("r_k")))
                        .using(execution(1 << 30, 1, report))
                        .explain())
                .doesNotContain(merges);
        Pipeline held = left.join(
                ColumnFile.scan(other),
                JoinKind.FULL,
                on(col("l_k"), col("r_k")).buildRight());
        assertThat(NaiveJoin.rows(alone)).isEqualTo(NaiveJoin.rows(held));
        // null matches null, but may be anywhere in a file
        assertThat(left.join(ColumnFile.scan(other), on(col("l_k"), col("r_k")).nullsMatch())
                        .using(execution(1 << 30, 1, report))
                        .explain())
                .doesNotContain(merges);
        List.of(sorted, other, unsorted).forEach(file -> file.toFile().delete());
    }

    @Test
    void anyLimitIsEnoughOrFailsAndLeavesNothing() {
        Random random = Seeds.fresh();
        Pipeline left = listed(random, "l_", rows(random, 400, 40, 40)).sortBy(asc("l_k"));
        Pipeline right = listed(random, "r_", rows(random, 900, 40, 200)).sortBy(asc("r_k"));
        Pipeline joined =
                left.join(right, JoinKind.FULL, on(col("l_k"), col("r_k")).sorted());
        AtomicReference<RunReport> report = new AtomicReference<>();
        long rows = joined.using(execution(1L << 30, 1, report)).count();
        for (long limit = 1000; limit < 12 << 20; limit += 1 + limit / 3) {
            try {
                long counted = 0;
                for (List<Object> row : NaiveJoin.rows(joined.using(execution(limit, 2, report)))) {
                    counted += row.isEmpty() ? 0 : 1;
                }
                assertThat(counted).isEqualTo(rows);
            } catch (MemoryLimitException tooSmall) {
                assertThat(limit).isLessThan(6 << 20);
            }
            assertNothingLeft();
        }
    }

    @Test
    void canBeCancelled() {
        Random random = Seeds.random(7);
        List<Object[]> all = sorted(rows(random, 2000, 3, 200), 1);
        ListedRows left = new ListedRows(schema("l_"), all.subList(0, 100), 50, 300);
        ListedRows right = new ListedRows(schema("r_"), all, 50, 300);
        for (int chunk = 0; chunk < 40; chunk += 3) {
            CancellationToken token = new CancellationToken();
            AtomicInteger chunksLeft = new AtomicInteger(chunk);
            Runnable cancelLater = () -> {
                if (chunksLeft.getAndDecrement() == 0) {
                    token.cancel();
                }
            };
            left.atChunk = cancelLater;
            right.atChunk = cancelLater;
            Execution execution = Execution.builder()
                    .memoryLimit(4 << 20)
                    .threads(2)
                    .temporaryDirectory(directory)
                    .cancellation(token)
                    .build();
            assertThatThrownBy(() -> Pipeline.from(left)
                            .join(
                                    Pipeline.from(right),
                                    JoinKind.FULL,
                                    on(col("l_k"), col("r_k")).sorted())
                            .using(execution)
                            .count())
                    .isInstanceOf(CancelledException.class);
            assertNothingLeft();
            assertThat(left.open() + right.open()).isZero();
        }
    }
}
