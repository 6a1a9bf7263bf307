package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.countDistinct;
import static dev.peristyle.Aggregates.first;
import static dev.peristyle.Aggregates.last;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.median;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.mode;
import static dev.peristyle.Aggregates.own;
import static dev.peristyle.Aggregates.quantileDiscrete;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.OwnAggregates;
import dev.peristyle.spi.UserAggregate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups and distinct rows that need many times the limit: the same bytes whatever the limit, the threads and the chunks. */
class GroupByLimitsTest {

    private static final int ROWS = 60_000;
    private static final CsvOptions OPTIONS =
            CsvOptions.builder().windowSize(32 << 10).maximumRecordSize(1024).build();

    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    private Path in;

    @BeforeEach
    void write() throws IOException {
        Random random = Seeds.fresh();
        StringBuilder content = new StringBuilder("name,part,price,note\n");
        for (int row = 0; row < ROWS; row++) {
            int group = random.nextInt(10) == 0 ? random.nextInt(20) : random.nextInt(ROWS);
            content.append(group % 17 == 0 ? "" : "customer number " + group / 3)
                    .append(',')
                    .append(group % 3)
                    .append(',')
                    .append(random.nextInt(8) == 0 ? "" : random.nextInt(100_000) / 100.0)
                    .append(",\"note, ")
                    .append(random.nextInt(50))
                    .append("\"\n");
        }
        in = Files.writeString(directory.resolve("in.csv"), content);
    }

    @AfterEach
    void everythingIsGivenBack() throws IOException {
        assertThat(Resources.of(directory)).isEmpty();
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    private Execution.Builder execution(long kilobytes, int threads) {
        return Execution.builder().memoryLimit(kilobytes << 10).threads(threads).temporaryDirectory(temporary);
    }

    private Pipeline groups() {
        return Csv.scan(in, OPTIONS)
                .groupBy("name", "part")
                .aggregate(
                        count().as("rows"),
                        sum(col("price")).as("sum"),
                        mean(col("price")).as("mean"),
                        min(col("note")).as("min"),
                        max(col("price")).as("max"),
                        first(col("note")).as("first"),
                        last(col("price")).as("last"),
                        median(col("price")).as("median"),
                        mode(col("note")).as("mode"),
                        quantileDiscrete(col("note"), 0.5).as("middle"),
                        countDistinct(col("note")).as("notes"));
    }

    private String result(Pipeline pipeline, Execution execution) throws IOException {
        Path out = directory.resolve("out.csv");
        pipeline.using(execution).write(Csv.to(out));
        return Files.readString(out);
    }

    @Test
    void groupsAreTheSameInAnyLimit() throws IOException, SQLException {
        String expected = result(groups(), execution(1 << 20, 1).build());
        agreesWithDuckDb(expected);
        for (int kilobytes : new int[] {8 << 10, 12 << 10, 24 << 10, 512 << 10}) {
            for (int threads : new int[] {1, 2, 8}) {
                AtomicReference<RunReport> report = new AtomicReference<>();
                String actual = result(
                        groups(),
                        execution(kilobytes, threads).report(report::set).build());
                assertThat(actual.equals(expected))
                        .as("%d KB, %d threads", kilobytes, threads)
                        .isTrue();
                boolean tight = kilobytes == 8 << 10;
                assertThat(report.get().spilledBytes() > 0 || (!tight && kilobytes < 512 << 10))
                        .as("%d KB, %d threads spill", kilobytes, threads)
                        .isEqualTo(kilobytes < 512 << 10);
            }
        }
    }

    @Test
    void aggregatesOfAUserAreTheSameInAnyLimit() throws IOException {
        Pipeline rows = Csv.scan(in, OPTIONS);
        String expected = result(
                rows.groupBy("name", "part")
                        .aggregate(
                                sum(col("part")).as("parts"),
                                sum(col("note").length())
                                        .then(length -> length.cast(DataType.INT))
                                        .as("length"),
                                sum(col("part")).where(col("price").gt(500)).as("dear")),
                execution(1 << 20, 1).build());
        Pipeline own = rows.groupBy("name", "part")
                .aggregate(
                        own(OwnAggregates.sum(), col("part")).as("parts"),
                        own(new OwnAggregates.Characters(), col("note")).as("length"),
                        own(OwnAggregates.sum(), col("part"))
                                .where(col("price").gt(500))
                                .as("dear"));
        for (int kilobytes : new int[] {6 << 10, 16 << 10, 512 << 10}) {
            for (int threads : new int[] {1, 2, 8}) {
                AtomicReference<RunReport> report = new AtomicReference<>();
                String actual = result(
                        own, execution(kilobytes, threads).report(report::set).build());
                assertThat(actual.equals(expected))
                        .as("%d KB, %d threads", kilobytes, threads)
                        .isTrue();
                if (kilobytes != 16 << 10) {
                    assertThat(report.get().spilledBytes() > 0)
                            .as("%d KB, %d threads spill", kilobytes, threads)
                            .isEqualTo(kilobytes == 6 << 10);
                }
            }
        }
        UserAggregate failing = OwnAggregates.sum((state, row) -> {
            if (row.getText(1).length() > 7) {
                throw new IllegalStateException("too long");
            }
        });
        assertThatThrownBy(() -> result(
                        rows.groupBy("name", "part")
                                .aggregate(
                                        own(failing, col("part"), col("name")).as("own")),
                        execution(6 << 10, 2).build()))
                .isExactlyInstanceOf(ComputationException.class)
                .hasMessageContaining("mySum(part, name): update failed for the row [part=")
                .hasRootCauseMessage("too long");
    }

    private void agreesWithDuckDb(String groups) throws IOException, SQLException {
        Path actual = Files.writeString(directory.resolve("groups.csv"), groups);
        String expected =
                "select name, part, count(*) as rows, sum(price) as sum, avg(price) as mean, min(note) as min,"
                        + " max(price) as max, first(note order by row) as first, last(price order by row) as last,"
                        + " median(price) as median, quantile_disc(note, 0.5) as middle, count(distinct note) as notes"
                        + " from (select *, row_number() over () as row from read_csv('" + in + "', parallel = false))"
                        + " group by name, part";
        StringBuilder differs = new StringBuilder("e.rows is null or a.rows is null");
        for (String exact : List.of("rows", "min", "max", "first", "last", "middle", "notes")) {
            differs.append(" or e.%s is distinct from a.%s".formatted(exact, exact));
        }
        for (String close : List.of("sum", "mean", "median")) {
            differs.append(" or (e.%s is null) != (a.%s is null) or abs(e.%s - a.%s) > 1e-6"
                    .formatted(close, close, close, close));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet different = statement.executeQuery("select count(*) from (" + expected
                        + ") e full join read_csv('" + actual
                        + "') a on e.name is not distinct from a.name and e.part = a.part where " + differs)) {
            different.next();
            assertThat(different.getLong(1)).isZero();
        }
        Files.delete(actual);
    }

    @Test
    void distinctRowsAreTheSameInAnyLimit() throws IOException {
        Pipeline distinct = Csv.scan(in, OPTIONS).distinct();
        String expected = result(distinct, execution(1 << 20, 1).build());
        for (int kilobytes : new int[] {4 << 10, 8 << 10, 256 << 10}) {
            for (int threads : new int[] {1, 2, 8}) {
                assertThat(result(distinct, execution(kilobytes, threads).build())
                                .equals(expected))
                        .as("%d KB, %d threads", kilobytes, threads)
                        .isTrue();
            }
        }
    }

    @Test
    void manyThreadsCanDoWhatOneCan() throws IOException {
        CsvOptions options = CsvOptions.builder().windowSize(256 << 10).build();
        Pipeline distinct = Csv.scan(in, options).distinct();
        String expected = result(distinct, execution(1 << 20, 1).build());
        for (int threads : new int[] {1, 2, 8}) {
            assertThat(result(distinct, execution(8 << 10, threads).build()).equals(expected))
                    .as("%d threads", threads)
                    .isTrue();
        }
    }

    @Test
    void valuesOfAllRowsThatDoNotFitAreNamed() {
        Pipeline all = Csv.scan(in, OPTIONS)
                .groupBy()
                .aggregate(
                        countDistinct(col("name")).as("names"),
                        sum(col("price")).as("sum"));
        assertThatThrownBy(() -> result(all, execution(1 << 10, 1).build()))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("'names' (countDistinct)")
                .hasMessageContaining("Execution.memoryLimit");
    }

    @Test
    void aWrongGuessOfASplitDropsWhatWaitsOnDisk() throws IOException {
        StringBuilder content = new StringBuilder("id,text\n");
        for (int row = 0; row < 30_000; row++) {
            content.append(row).append(",\"line\nbreak \"\"").append(row).append("\"\"\"\n");
        }
        in = Files.writeString(directory.resolve("breaks.csv"), content);
        Pipeline distinct = Csv.scan(in, OPTIONS).distinct();
        String expected = result(distinct, execution(1 << 20, 1).build());
        assertThat(result(distinct, execution(6 << 10, 3).build()).equals(expected))
                .isTrue();
    }

    @Test
    void whatWasSpilledIsExplained() {
        String explained = groups().using(execution(8 << 10, 1).build()).explainAnalyze();
        assertThat(explained).containsPattern("spilled [1-9]");
    }

    @Test
    void cancellingGivesEverythingBackAtAnyMoment() {
        Random random = Seeds.fresh();
        for (int round = 0; round < 10; round++) {
            CancellationToken token = new CancellationToken();
            Execution execution =
                    execution(8 << 10, 1 + round % 3).cancellation(token).build();
            long nanos = random.nextInt(400_000_000);
            Thread canceller = new Thread(() -> {
                long end = System.nanoTime() + nanos;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                token.cancel();
            });
            canceller.start();
            try {
                groups().using(execution).write(Csv.to(directory.resolve("cancelled.csv")));
            } catch (CancelledException expected) {
                assertThat(directory.resolve("cancelled.csv")).doesNotExist();
            } finally {
                join(canceller);
            }
            directory.resolve("cancelled.csv").toFile().delete();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interruption) {
            throw new IllegalStateException(interruption);
        }
    }

    @Test
    void aDirectoryWithoutRoomIsOneError() {
        Execution execution = execution(8 << 10, 2).maxSpillBytes(100_000).build();
        assertThatThrownBy(() -> groups().using(execution).write(Csv.to(directory.resolve("none.csv"))))
                .hasMessageContaining("maxSpillBytes");
        assertThat(directory.resolve("none.csv")).doesNotExist();
    }
}
