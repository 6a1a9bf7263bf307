package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the kernel counts for a process is at most its heap, the memory limit and the overhead that the README states. With
 * {@code -Dperistyle.test.residentRows=2000000} on more rows, with all operators and numbers of threads.
 */
@Timeout(600)
class ResidentMemoryTest {

    private static final int DEFAULT_ROWS = 150_000;
    private static final int ROWS = Integer.getInteger("peristyle.test.residentRows", DEFAULT_ROWS);
    private static final long MB = 1 << 20;
    private static final long HEAP = 64 * MB;
    private static final long LIMIT = 64 * MB;

    /** In README.md and MEMORY.md, with what it consists of. */
    private static final long OVERHEAD = 80 * MB;

    private static final int WIDE = 1_000;
    private static final long MILLIS_BETWEEN_SAMPLES = 10;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void write() throws IOException {
        Random random = Seeds.fresh();
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("in.csv"))) {
            out.write("key,name,price,note\n");
            for (int row = 0; row < ROWS; row++) {
                out.write(random.nextInt(ROWS) + ",customer number " + random.nextInt(ROWS) + " of the long street,"
                        + random.nextInt(100_000) / 100.0 + ",note " + "x".repeat(random.nextInt(60)) + "\n");
            }
        }
    }

    static Stream<Arguments> jobsAndThreads() {
        boolean all = ROWS > DEFAULT_ROWS;
        Stream<Arguments> few = Stream.of(Arguments.of("group", 2), Arguments.of("sort", 64));
        return !all
                ? few
                : Stream.of("group", "sort", "join", "distinct")
                        .flatMap(job -> Stream.of(1, 2, 8, 64).map(threads -> Arguments.of(job, threads)));
    }

    /** The job of a process of its own. */
    static final class Job {

        private Job() {}

        /**
         * Runs it.
         *
         * @param arguments job, threads, directory
         */
        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[2]);
            Execution execution = Execution.builder()
                    .memoryLimit(LIMIT)
                    .threads(Integer.parseInt(arguments[1]))
                    .temporaryDirectory(directory)
                    .build();
            Pipeline rows = Csv.scan(directory.resolve("wide".equals(arguments[0]) ? "wide.csv" : "in.csv"));
            Pipeline job = switch (arguments[0]) {
                case "wide" -> rows;
                case "group" ->
                    rows.groupBy("key", "name")
                            .aggregate(
                                    count().as("rows"),
                                    sum(col("price")).as("sum"),
                                    max(col("note")).as("max"));
                case "sort" -> rows.sortBy(asc("name"), asc("price"));
                case "join" ->
                    rows.join(
                            Csv.scan(directory.resolve("in.csv"))
                                    .select("key", "note")
                                    .rename("key", "other")
                                    .rename("note", "other note"),
                            on(col("key"), col("other")));
                default -> rows.distinct();
            };
            job.using(execution).write(Csv.to(directory.resolve("out.csv")));
        }
    }

    @ParameterizedTest
    @MethodSource("jobsAndThreads")
    void aProcessHasNoMoreThanHeapLimitAndOverhead(String job, int threads) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "the system tells what is resident");
        assertThat(peak(job, threads)).isBetween(1L, HEAP + LIMIT + OVERHEAD);
    }

    @Test
    void aThousandColumnsOnEightThreadsFitASmallHeap() throws Exception {
        Path wide = directory.resolve("wide.csv");
        try (BufferedWriter out = Files.newBufferedWriter(wide)) {
            out.write(
                    IntStream.range(0, WIDE).mapToObj(column -> "c" + column).collect(Collectors.joining(",")) + "\n");
            for (int row = 0; row < 2_000; row++) {
                int first = row;
                out.write(IntStream.range(0, WIDE)
                                .mapToObj(column -> Integer.toString(first * WIDE + column))
                                .collect(Collectors.joining(","))
                        + "\n");
            }
        }
        peak("wide", 8);
        assertThat(directory.resolve("out.csv")).hasSameBinaryContentAs(wide);
    }

    /** Runs a job in a process of its own; returns the most bytes that it had. */
    private static long peak(String job, int threads) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Job.class.getName(),
                        job,
                        Integer.toString(threads),
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("messages").toFile())
                .start();
        long most = 0;
        while (!process.waitFor(MILLIS_BETWEEN_SAMPLES, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, resident(process.pid()));
        }
        // from JDK 24 on the JVM warns of what Agrona and this library use, and this library of a directory in memory
        assertThat(Files.readAllLines(directory.resolve("messages")))
                .allMatch(line -> line.startsWith("WARNING: ") || line.endsWith(".SpillDirectory warn"));
        assertThat(process.exitValue()).isZero();
        if (Boolean.getBoolean("peristyle.test.print")) {
            System.out.println(job + ", " + threads + " threads: " + most / MB + " MB");
        }
        return most;
    }

    /** The most so far, as the kernel counts it; 0 where the process has just ended. */
    private static long resident(long process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException ended) {
            return 0;
        }
        return 0;
    }
}
