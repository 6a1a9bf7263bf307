package dev.peristyle.spill;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.error.CancelledException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators that change which rows there are, over a file that is many times as large as the memory limit. */
@Timeout(300)
class SpillingShapesTest {

    private static final int ROWS = Integer.getInteger("peristyle.test.spilledRows", 40_000);

    @TempDir
    private static Path directory;

    private static Path input;
    private static Path spills;

    /** What is done, here and in DuckDB, where the input is {@code t}. */
    private enum Shape {
        TOP_OF_FEW(
                rows -> rows.groupBy("key").top(2, desc("price"), asc("text")),
                first("key", "price desc nulls last, text nulls last, position", 2)),
        TOP_OF_MANY(
                rows -> rows.groupBy("id").top(1, desc("price")), first("id", "price desc nulls last, position", 1)),
        /** More than are looked for while rows come. */
        LARGE_TOP(rows -> rows.groupBy("key").top(70, asc("text")), first("key", "text nulls last, position", 70)),
        LATEST(rows -> rows.latestBy("price", "key"), first("key", "price desc nulls last, position desc", 1)),
        DISTINCT_BY(rows -> rows.distinctBy("id"), first("id", "position", 1)),
        LAST_BY(rows -> rows.lastBy("id", "key"), first("id, key", "position desc", 1)),
        EXCEPT(
                rows -> rows.select("id", "text")
                        .except(rows.filter(col("position").lt(ROWS / 3)).select("id", "text")),
                "select id, text from (select id, text, min(position) as first from t group by id, text) where (id, text) not in"
                        + " (select (id, text) from t where position < " + ROWS / 3 + ") order by first"),
        MERGE(
                rows -> Pipeline.merge(List.of(asc("text")), rows.sortBy(asc("text")), rows.sortBy(asc("text"))),
                "select t.* from t, (values (1), (2)) copies(number) order by text nulls last, number, position"),
        UPSERT(
                rows -> rows.filter(col("position").lt(ROWS / 2))
                        .distinctBy("id")
                        .upsert(rows.filter(col("position").ge(ROWS / 2)), "id"),
                "select id, last(key order by position) as key, last(text order by position) as text, last(price order by"
                        + " position) as price, max(position) as position from (select * from t where position >= "
                        + ROWS / 2 + " union all select * from t where position < " + ROWS / 2
                        + " qualify row_number() over (partition by id order by position) = 1) group by id order by"
                        + " min(position)"),
        SKIPPED_SORT(
                rows -> rows.sortBy(asc("text")).skip(ROWS / 2),
                "select * from t order by text nulls last, position offset " + ROWS / 2);

        // what describes a pipeline has no state
        @SuppressWarnings("ImmutableEnumChecker")
        private final UnaryOperator<Pipeline> pipeline;

        private final String sql;

        Shape(UnaryOperator<Pipeline> pipeline, String sql) {
            this.pipeline = pipeline;
            this.sql = sql;
        }

        private static String first(String keys, String order, int count) {
            return "select * exclude (first, place) from (select *, min(position) over (partition by " + keys
                    + ") as first, row_number() over (partition by " + keys + " order by " + order
                    + ") as place from t) where place <= " + count + " order by first, place";
        }
    }

    @BeforeAll
    static void write() throws IOException {
        Random random = Seeds.random(11);
        List<String> lines = new ArrayList<>();
        lines.add("id,key,text,price,position");
        for (int row = 0; row < ROWS; row++) {
            String key = random.nextInt(50) == 0 ? "" : Integer.toString(random.nextInt(300));
            String text = "customer " + Integer.toString(random.nextInt(5_000), 36) + " of the long street "
                    + "x".repeat(random.nextInt(60));
            String price = random.nextInt(50) == 0 ? "" : "" + random.nextInt(1000) / 4.0;
            lines.add(random.nextInt(ROWS / 2) + "," + key + "," + text + "," + price + "," + row);
        }
        input = Files.write(directory.resolve("in.csv"), lines);
        spills = Files.createDirectory(directory.resolve("spills"));
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        assertThat(spilledFiles()).isEmpty();
    }

    private static List<Path> spilledFiles() throws IOException {
        try (Stream<Path> files = Files.list(spills)) {
            return files.toList();
        }
    }

    private static Pipeline rows() {
        // records are short, and so can be windows
        return Csv.scan(input, CsvOptions.builder().maximumRecordSize(8 << 10).build());
    }

    @ParameterizedTest
    @EnumSource
    void anyLimitAndAnyThreadsGiveTheRowsOfDuckDb(Shape shape) throws SQLException {
        Path expected = directory.resolve(shape + ".expected.csv");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("create table t as select * from read_csv('" + input + "')");
            statement.execute("copy (" + shape.sql + ") to '" + expected + "' (header)");
        }
        boolean spilled = false;
        for (int[] setting : new int[][] {{2, 256}, {1, 4}, {2, 8}, {8, 8}}) {
            Path output = directory.resolve(shape + ".csv");
            AtomicReference<RunReport> report = new AtomicReference<>();
            long limit = Execution.megabytes(setting[1]);
            shape.pipeline
                    .apply(rows())
                    .using(Execution.builder()
                            .threads(setting[0])
                            .memoryLimit(limit)
                            .temporaryDirectory(spills)
                            .report(report::set)
                            .build())
                    .write(Csv.to(output));
            assertThat(output).as("%s threads, %s MB", setting[0], setting[1]).hasSameTextualContentAs(expected);
            assertThat(report.get().peakMemory()).isLessThanOrEqualTo(limit);
            spilled |= report.get().spilledBytes() > 0;
        }
        assertThat(spilled).as("%s spills", shape).isEqualTo(shape != Shape.TOP_OF_FEW && shape != Shape.LATEST);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOP_OF_MANY", "MERGE", "UPSERT"})
    void endsAtAnyMoment(Shape shape) throws IOException {
        Random random = Seeds.fresh();
        Path output = directory.resolve("cancelled.csv");
        long start = System.nanoTime();
        int cancelled = 0;
        shape.pipeline.apply(rows()).using(settings(new CancellationToken())).write(Csv.to(output));
        long whole = System.nanoTime() - start;
        for (int round = 0; round < 6; round++) {
            Files.deleteIfExists(output);
            CancellationToken token = new CancellationToken();
            // at any moment, and often early: a run can be much faster than the first one
            long nanos = random.nextLong(whole) >> (round & 3);
            Thread canceller = new Thread(() -> {
                LockSupport.parkNanos(nanos);
                token.cancel();
            });
            canceller.start();
            try {
                shape.pipeline.apply(rows()).using(settings(token)).write(Csv.to(output));
            } catch (CancelledException expected) {
                cancelled++;
                assertThat(output).doesNotExist();
            }
            join(canceller);
            assertThat(spilledFiles()).isEmpty();
        }
        assertThat(cancelled).isPositive();
    }

    private static Execution settings(CancellationToken token) {
        return Execution.builder()
                .threads(2)
                .memoryLimit(Execution.megabytes(8))
                .temporaryDirectory(spills)
                .cancellation(token)
                .build();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }
}
