package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.countDistinct;
import static dev.peristyle.Aggregates.last;
import static dev.peristyle.Aggregates.median;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The smallest limit in which one thread does a job is enough for 2, 8 and 64 threads, and the rows are the same. */
@Timeout(300)
class ThreadsInOneLimitTest {

    private static final int ROWS = Integer.getInteger("peristyle.test.limitedRows", 6_000);
    private static final CsvOptions OPTIONS =
            CsvOptions.builder().maximumRecordSize(8 << 10).build();

    @TempDir
    private static Path directory;

    @TempDir
    private static Path spills;

    private static Path in;
    private static Path others;

    @BeforeAll
    static void write() throws IOException {
        Random random = Seeds.fresh();
        StringBuilder content = new StringBuilder("name,part,price,note\n");
        StringBuilder parts = new StringBuilder("number,title\n");
        for (int row = 0; row < ROWS; row++) {
            content.append("customer number ")
                    .append(random.nextInt(ROWS))
                    .append(',')
                    .append(random.nextInt(ROWS / 2))
                    .append(',')
                    .append(random.nextInt(100_000) / 100.0)
                    .append(",\"note,\n ")
                    .append(random.nextInt(50))
                    .append("\"\n");
            if (row % 2 == 0) {
                parts.append(row).append(",title of ").append(row).append('\n');
            }
        }
        in = Files.writeString(directory.resolve("in.csv"), content);
        others = Files.writeString(directory.resolve("parts.csv"), parts);
    }

    @AfterEach
    void everythingIsGivenBack() throws IOException {
        assertThat(Resources.of(directory)).isEmpty();
        try (Stream<Path> files = Files.list(spills)) {
            assertThat(files).isEmpty();
        }
    }

    private static Pipeline rows() {
        return Csv.scan(in, OPTIONS);
    }

    private static String written(Pipeline pipeline, Execution execution) {
        Path out = directory.resolve("out.csv");
        pipeline.using(execution).write(Csv.to(out));
        try {
            return Files.readString(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String collected(Pipeline pipeline, Execution execution) {
        try (Table table = pipeline.using(execution).collect()) {
            return written(Pipeline.from(table), Execution.defaults());
        }
    }

    private static String iterated(Pipeline pipeline, Execution execution) {
        StringBuilder text = new StringBuilder();
        pipeline.using(execution)
                .forEach(row -> text.append(row.getString("name")).append(row.getLong("part")));
        return text.toString();
    }

    static Stream<String> jobs() {
        return allJobs().keySet().stream();
    }

    private static Map<String, BiFunction<Pipeline, Execution, String>> ends() {
        return Map.of(
                "write",
                ThreadsInOneLimitTest::written,
                "collect",
                ThreadsInOneLimitTest::collected,
                "read",
                ThreadsInOneLimitTest::iterated);
    }

    private static Map<String, Pipeline> allJobs() {
        Map<String, Pipeline> jobs = new TreeMap<>();
        Pipeline groups = rows().groupBy("name", "part")
                .aggregate(
                        count().as("rows"),
                        sum(col("price")).as("sum"),
                        last(col("note")).as("last"));
        jobs.put("write: all rows", rows());
        jobs.put("collect: all rows", rows());
        jobs.put("read: all rows", rows());
        jobs.put("write: groups", groups);
        jobs.put("read: sorted groups", groups.sortBy(desc("sum")));
        jobs.put(
                "write: groups of a sort",
                rows().sortBy(desc("note")).groupBy("part").aggregate(count().as("rows")));
        jobs.put(
                "write: values of groups",
                rows().groupBy("part")
                        .aggregate(
                                median(col("price")).as("median"),
                                countDistinct(col("note")).as("notes")));
        jobs.put("write: distinct", rows().distinct());
        jobs.put("write: sorted", rows().sortBy(desc("price")));
        jobs.put("read: sorted", rows().sortBy(desc("price")));
        jobs.put("collect: sorted", rows().sortBy(desc("note")));
        Pipeline joined = rows().join(Csv.scan(others, OPTIONS), on(col("part"), col("number")));
        jobs.put("write: joined", joined);
        jobs.put("read: joined", joined);
        jobs.put(
                "write: full join",
                rows().join(Csv.scan(others, OPTIONS), JoinKind.FULL, on(col("part"), col("number"))));
        return jobs;
    }

    private static Execution execution(long bytes, int threads) {
        return Execution.builder()
                .memoryLimit(bytes)
                .threads(threads)
                .temporaryDirectory(spills)
                .build();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void whatOneThreadCanDoInALimitAnyNumberCan(String name) {
        BiFunction<Pipeline, Execution, String> end = ends().get(name.substring(0, name.indexOf(':')));
        Pipeline job = allJobs().get(name);
        String expected = end.apply(job, execution(256 << 20, 1));
        long least = leastLimit(job, end);
        if (Boolean.getBoolean("peristyle.test.print")) {
            System.out.println(name + ": " + least);
        }
        for (long limit : new long[] {least, least + least / 4}) {
            if (!fits(job, end, limit)) {
                continue;
            }
            for (int threads : new int[] {2, 8, 64}) {
                assertThat(end.apply(job, execution(limit, threads)).equals(expected))
                        .as("%d bytes, %d threads", limit, threads)
                        .isTrue();
            }
        }
    }

    /** To an 8th. */
    private static long leastLimit(Pipeline job, BiFunction<Pipeline, Execution, String> end) {
        long fails = 128 << 10;
        long works = 8 << 20;
        while (works - fails > works / 8) {
            long between = fails < works / 2 ? (long) Math.sqrt((double) fails * works) : (fails + works) / 2;
            if (fits(job, end, between)) {
                works = between;
            } else {
                fails = between;
            }
        }
        return works;
    }

    private static boolean fits(Pipeline job, BiFunction<Pipeline, Execution, String> end, long limit) {
        try {
            return end.apply(job, execution(limit, 1)) != null;
        } catch (MemoryLimitException tooLittle) {
            return false;
        }
    }
}
