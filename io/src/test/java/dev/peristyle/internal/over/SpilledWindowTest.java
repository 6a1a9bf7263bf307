package dev.peristyle.internal.over;

import static dev.peristyle.Aggregates.first;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.median;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.WindowFunctions.cumeDist;
import static dev.peristyle.WindowFunctions.denseRank;
import static dev.peristyle.WindowFunctions.lag;
import static dev.peristyle.WindowFunctions.lead;
import static dev.peristyle.WindowFunctions.ntile;
import static dev.peristyle.WindowFunctions.over;
import static dev.peristyle.WindowFunctions.percentRank;
import static dev.peristyle.WindowFunctions.rank;
import static dev.peristyle.WindowFunctions.rowNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.Window;
import dev.peristyle.WindowFunction;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.join.ListedRows;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows at any limit: the same rows in the same order, spilled or not, with any number of threads. */
@Timeout(300)
class SpilledWindowTest {

    private static final int WINDOWS = Integer.getInteger("peristyle.test.spilledWindows", 12);
    private static final long LIMIT = 2 << 20;

    @TempDir
    private static Path directory;

    @TempDir
    private static Path outputs;

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private static Execution.Builder settings(int threads, long limit) {
        return Execution.builder().threads(threads).memoryLimit(limit).temporaryDirectory(directory);
    }

    private static ListedRows rows(Random random, int count, int variety) {
        return new ListedRows(RandomWindow.SCHEMA, RandomWindow.rows(random, count, variety), 100, 400);
    }

    private static byte[] bytes(Pipeline pipeline, Execution execution) throws IOException {
        Path output = outputs.resolve("out.csv");
        pipeline.using(execution).write(Csv.to(output));
        return Files.readAllBytes(output);
    }

    @Test
    void randomWindowsAreTheSameAtEachLimitWithAnyThreads() throws IOException {
        Random random = Seeds.fresh();
        ListedRows rows = rows(random, 20_000, 40);
        for (int trial = 0; trial < WINDOWS; trial++) {
            RandomWindow window = new RandomWindow(random, false);
            Pipeline pipeline = Pipeline.from(rows).window(window.window(), window.functions());
            byte[] expected =
                    bytes(pipeline, settings(1, Execution.megabytes(512)).build());
            for (int threads : new int[] {1, 2, 8}) {
                AtomicReference<RunReport> report = new AtomicReference<>();
                Execution execution =
                        settings(threads, threads * LIMIT).report(report::set).build();
                assertThat(bytes(pipeline, execution))
                        .as("%s threads: %s", threads, pipeline)
                        .isEqualTo(expected);
                assertThat(report.get().peakMemory()).isLessThanOrEqualTo(threads * LIMIT);
                if (threads == 1) {
                    assertThat(report.get().spilledBytes()).isPositive();
                }
            }
        }
    }

    /** All that need no more of a partition in memory than what they look at. */
    private static Pipeline ofOnePartition(ListedRows rows, Window window) {
        WindowFunction[] functions = {
            rowNumber().as("r1"),
            rank().as("r2"),
            denseRank().as("r3"),
            percentRank().as("r4"),
            cumeDist().as("r5"),
            ntile(7).as("r6"),
            lag(col("s"), 700).as("r7"),
            lead(col("s"), 700, "none").as("r8"),
            over(sum(col("m"))).as("r9"),
            over(mean(col("y"))).as("r10"),
            over(min(col("s"))).as("r11"),
            over(max(col("w"))).as("r12"),
            over(first(col("x"))).as("r13")
        };
        return Pipeline.from(rows).window(window, functions);
    }

    @Test
    void onePartitionMayBeManyTimesAsLargeAsTheLimit() throws IOException {
        ListedRows rows = rows(Seeds.random(11), 60_000, 5_000);
        for (Window window : List.of(
                Window.everything().orderBy(asc("k")),
                Window.everything().orderBy(asc("d")).rows(-500, 0),
                Window.everything().orderBy(asc("d")).rows(-5, 600),
                Window.everything().orderBy(asc("k")).range(20, 3).inWindowOrder(),
                Window.everything())) {
            Pipeline pipeline = ofOnePartition(rows, window);
            byte[] expected =
                    bytes(pipeline, settings(1, Execution.megabytes(512)).build());
            AtomicReference<RunReport> report = new AtomicReference<>();
            byte[] actual =
                    bytes(pipeline, settings(1, 2 * LIMIT).report(report::set).build());
            assertThat(actual).as("%s", window).isEqualTo(expected);
            assertThat(report.get().spilledBytes()).isGreaterThan(LIMIT);
        }
    }

    /** More than there is room for a state of each row of. */
    @Test
    void framesThatMoveMayBeManyTimesAsLargeAsTheLimit() throws IOException {
        int count = 120_000;
        List<Object[]> values = new ArrayList<>();
        Random random = Seeds.random(14);
        for (int row = 0; row < count; row++) {
            values.add(new Object[] {
                (long) row, random.nextInt(7) == 0 ? null : random.nextLong() >> 20, random.nextGaussian()
            });
        }
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("n", DataType.LONG)
                .add("x", DataType.DOUBLE)
                .build();
        int width = 100_000;
        Pipeline pipeline = Pipeline.from(new ListedRows(schema, values, 500, 400))
                .window(
                        Window.everything().orderBy(asc("id")).rows(-width, 10),
                        over(sum(col("n"))).as("sum"),
                        over(min(col("n"))).as("min"),
                        over(max(col("n"))).as("max"),
                        over(mean(col("x"))).as("mean"))
                .select("sum", "min", "max", "mean");
        byte[] expected = bytes(pipeline, settings(1, Execution.megabytes(512)).build());
        assertThat(bytes(pipeline, settings(1, LIMIT).build())).isEqualTo(expected);
        String[] lines = new String(expected, StandardCharsets.UTF_8).split("\n", -1);
        long sum = 0;
        int left = 0;
        int entered = 0;
        for (int row = 0; row < count; row++) {
            while (entered < Math.min(count, row + 11)) {
                sum += value(values.get(entered++));
            }
            while (left < row - width) {
                sum -= value(values.get(left++));
            }
            assertThat(lines[row + 1]).startsWith(sum + ",");
        }
    }

    private static long value(Object[] row) {
        return row[1] == null ? 0 : (Long) row[1];
    }

    @Test
    void aLimitThatIsTooSmallNamesTheStepAndTheLimitOfTheRun() {
        Pipeline pipeline = Pipeline.from(rows(Seeds.random(15), 20_000, 50))
                .window(Window.partitionBy("p").orderBy(asc("k")), rank().as("place"));
        assertThatThrownBy(() -> bytes(pipeline, settings(1, 150_000).build()))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("window")
                .hasMessageContaining("150000 bytes of 'run'")
                .hasMessageNotContaining("sortBy");
    }

    @Test
    void valuesThatHaveNoRoomAreAnErrorThatSaysWhatHoldsThem() {
        Pipeline pipeline = Pipeline.from(rows(Seeds.random(12), 100_000, 50))
                .window(Window.everything(), over(median(col("y"))).as("middle"));
        // results that nobody asks for are not computed
        assertThat(pipeline.using(settings(1, LIMIT).build()).count()).isEqualTo(100_000);
        assertThatThrownBy(() -> bytes(pipeline, settings(1, LIMIT).build()))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("median and countDistinct hold the values of a frame")
                .hasMessageContaining("Raise Execution.memoryLimit");
    }

    @Test
    void aCancelledRunGivesEverythingBack() {
        CancellationToken token = new CancellationToken();
        Pipeline pipeline = ofOnePartition(
                rows(Seeds.random(13), 20_000, 50),
                Window.partitionBy("p").orderBy(asc("k")).inWindowOrder());
        try (ChunkIterator chunks =
                pipeline.using(settings(1, LIMIT).cancellation(token).build()).chunks()) {
            assertThat(chunks.next()).isTrue();
            token.cancel();
            assertThatThrownBy(() -> {
                        while (chunks.next()) {
                            // to the end
                        }
                    })
                    .isInstanceOf(CancelledException.class);
        }
    }
}
