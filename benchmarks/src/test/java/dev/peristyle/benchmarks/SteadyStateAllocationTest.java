package dev.peristyle.benchmarks;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.peristyle.Aggregate;
import dev.peristyle.Pipeline;
import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.data.LineitemFile;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a job allocates does not depend on how many chunks it reads: the same job on four times the rows, in four times
 * the chunks, allocates the same bytes on the heap, but for what each mapped window of many chunks takes.
 */
class SteadyStateAllocationTest {
    private static final int CHUNK_ROWS = 512;
    private static final int RUNS = 4;
    private static final int MAX_ROUNDS = 20;

    /** Bytes. What adds up to less than this per chunk is not allocated for chunks, but now and then for a window. */
    private static final int MIN_OBJECT = 16;

    @TempDir
    private static Path directory;

    private static Path small;
    private static Path large;
    private static long moreChunks;

    @BeforeAll
    static void files() throws IOException {
        small = Datasets.lineitem("");
        large = directory.resolve("lineitem.csv");
        moreChunks = (LineitemFile.write(0.04, large) - 60_175) / CHUNK_ROWS;
    }

    static Stream<Arguments> jobs() {
        return Stream.of(
                job("count", Pipeline::count),
                job(
                        "filter and one total",
                        lineitem -> read(lineitem.filter(col("l_shipdate")
                                        .ge("1994-01-01")
                                        .and(col("l_quantity").lt(24)))
                                .aggregate(sum(col("l_extendedprice").times(col("l_discount")))))),
                job(
                        "filter and groups",
                        lineitem -> read(lineitem.filter(col("l_shipdate").le("1998-09-02"))
                                .groupBy("l_returnflag", "l_linestatus")
                                .aggregate(
                                        sum(col("l_extendedprice").times(lit(1).minus(col("l_discount")))),
                                        mean(col("l_tax")),
                                        count()))),
                job(
                        "all columns",
                        lineitem -> read(lineitem.aggregate(lineitem.schema().fields().stream()
                                .map(field ->
                                        field.type().isNumeric() ? sum(col(field.name())) : max(col(field.name())))
                                .toArray(Aggregate[]::new)))),
                job("rows", lineitem -> read(lineitem.select("l_orderkey", "l_comment"))),
                job(
                        "write",
                        lineitem -> lineitem.filter(col("l_quantity").lt(30))
                                .with("revenue", col("l_extendedprice").times(lit(1).minus(col("l_discount"))))
                                .write(Csv.to(directory.resolve("out.csv")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void allocatesNothingForAChunk(String name, ToLongFunction<Pipeline> job) {
        long few;
        long many;
        int round = 0;
        do {
            // the least of some runs: a class that is loaded late, or a loop still interpreted, is no chunk's fault
            few = leastAllocated(job, small);
            many = leastAllocated(job, large);
        } while (many - few >= MIN_OBJECT / 2 * moreChunks && ++round < MAX_ROUNDS);
        assertThat(many - few)
                .as("bytes more than the %d of a short run for %d chunks more", few, moreChunks)
                .isLessThan(MIN_OBJECT / 2 * moreChunks);
    }

    private static long leastAllocated(ToLongFunction<Pipeline> job, Path file) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            least = Math.min(least, allocated(job, file));
        }
        return least;
    }

    /** The bytes that this thread allocates in a run; with one thread it does all the work. */
    private static long allocated(ToLongFunction<Pipeline> job, Path file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Pipeline pipeline = scan(file);
        long before = threads.getCurrentThreadAllocatedBytes();
        job.applyAsLong(pipeline);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Pipeline scan(Path file) {
        return Csv.scan(
                file,
                CsvOptions.builder()
                        .chunkSize(CHUNK_ROWS)
                        .type("l_quantity", DataType.DOUBLE)
                        .build());
    }

    private static long read(Pipeline pipeline) {
        long rows = 0;
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                rows++;
            }
        }
        return rows;
    }

    private static Arguments job(String name, ToLongFunction<Pipeline> job) {
        return Arguments.of(name, job);
    }

    @Test
    void noticesAnAllocation() {
        long[][] kept = new long[1][];
        assertThat(allocated(
                        pipeline -> {
                            kept[0] = new long[1000];
                            return kept[0].length;
                        },
                        small))
                .isGreaterThanOrEqualTo(8000);
    }
}
