package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.CsvSource;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.GuessingScan;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One run reads one version of a file, whatever happens to it meanwhile, or ends with an error that names it. */
@Timeout(600)
class ChangingFileTest {

    private static final int ROWS = 40_000;
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("version", DataType.LONG)
            .build();

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** A job that gives the sum of the versions of all rows. */
    private record Job(String name, Function<Pipeline, Long> run) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> jobs() {
        List<Job> jobs = List.of(
                new Job("count", Pipeline::count),
                new Job("rows", pipeline -> {
                    long[] total = new long[1];
                    pipeline.forEach(row -> total[0] += row.getLong("version"));
                    return total[0];
                }),
                new Job("groups", pipeline -> {
                    long[] total = new long[1];
                    pipeline.groupBy("version")
                            .aggregate(count().as("n"), sum(col("version")).as("sum"))
                            .forEach(row -> total[0] += row.getLong("sum"));
                    return total[0];
                }),
                new Job("table", pipeline -> {
                    try (Table table = pipeline.collect()) {
                        long total = 0;
                        for (long row = 0; row < table.rowCount(); row++) {
                            total += table.column("version").getLong(row);
                        }
                        return total;
                    }
                }));
        return jobs.stream()
                .flatMap(job -> Stream.of(1, 2, 8)
                        .flatMap(threads ->
                                Stream.of(WindowMode.values()).map(mode -> Arguments.of(job, threads, mode))));
    }

    private static String content(int version, int rows) {
        StringBuilder text = new StringBuilder("id,version\n");
        for (int row = 0; row < rows; row++) {
            text.append(10_000_000 + row).append(',').append(version).append('\n');
        }
        return text.toString();
    }

    private Path file(String name, int version) throws IOException {
        return Files.writeString(directory.resolve(name), content(version, ROWS));
    }

    private static Pipeline pipeline(List<Path> files, WindowMode mode, int threads, Runnable change) {
        CsvSource source = CsvSource.describe(
                files,
                CsvOptions.builder()
                        .schema(SCHEMA)
                        .windowSize(1 << 14)
                        .maximumRecordSize(1 << 10)
                        .windows(mode)
                        .build()
                        .settings());
        return Pipeline.from(new Tampering(source, change))
                .using(Execution.builder()
                        .threads(threads)
                        .traceAllocations(true)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aFileThatIsTruncatedIsAnErrorInEveryJobWithAnyNumberOfThreads(Job job, int threads, WindowMode mode)
            throws IOException {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assumeThat(vectors && mode == WindowMode.MAP).as("not the default then").isFalse();
        Path file = file("rows.csv", 1);
        Pipeline pipeline = pipeline(List.of(file), mode, threads, () -> {
            try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                opened.setLength(opened.length() / 2 / 11 * 11);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        assertThatThrownBy(() -> job.run().apply(pipeline))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("truncated");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aFileThatIsReplacedGivesTheRowsOfOneVersionOrAnError(Job job, int threads, WindowMode mode)
            throws IOException {
        Path file = file("rows.csv", 1);
        Path other = file("other.csv", 2);
        Pipeline pipeline = pipeline(List.of(file), mode, threads, () -> move(other, file));
        try {
            assertThat(job.run().apply(pipeline)).isEqualTo(ROWS);
        } catch (DataAccessException replaced) {
            // a mapping is opened by name
            assertThat(mode).isEqualTo(WindowMode.MAP);
            assertThat(replaced).hasMessageContaining(file + " was replaced by another file");
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aLaterFileThatIsReplacedIsAnErrorThatNamesIt(Job job, int threads, WindowMode mode) throws IOException {
        Path first = file("first.csv", 1);
        Path second = file("second.csv", 1);
        Path other = Files.writeString(directory.resolve("other.csv"), content(2, 2 * ROWS));
        Pipeline pipeline = pipeline(List.of(first, second), mode, threads, () -> move(other, second));
        assertThatThrownBy(() -> job.run().apply(pipeline))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(second + " was replaced by another file");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aFileThatIsWrittenToInPlaceIsAnErrorThatNamesIt(Job job, int threads, WindowMode mode) throws IOException {
        for (int rows : new int[] {ROWS, ROWS + 10}) {
            Path file = file("rows.csv", 1);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));
            Pipeline pipeline = pipeline(List.of(file), mode, threads, () -> {
                try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                    opened.write(content(2, rows).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            assertThatThrownBy(() -> job.run().apply(pipeline))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(file + " was written to while it was being read");
        }
    }

    @Test
    void filesThatTheSystemMakesUpAreErrorsThatSaySo() {
        Path cpus = Path.of("/proc/self/status");
        assumeThat(cpus).exists();
        assertThatThrownBy(() -> Csv.scan(cpus).count())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("cannot read /proc/self/status: the system says that it has 0 bytes")
                .hasMessageContaining("made while it is read");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Changes the input when its third morsel is asked for. */
    private record Tampering(Source source, Runnable change) implements Source {

        @Override
        public Schema schema() {
            return source.schema();
        }

        @Override
        public String describe() {
            return source.describe();
        }

        @Override
        public Scan open(ScanRequest request, RunContext context) {
            GuessingScan scan = (GuessingScan) source.open(request, context);
            return new GuessingScan() {
                private int taken;

                @Override
                public Schema schema() {
                    return scan.schema();
                }

                @Override
                public Morsel nextMorsel() {
                    if (taken++ == 2) {
                        change.run();
                    }
                    return scan.nextMorsel();
                }

                @Override
                public int maxReaders() {
                    return scan.maxReaders();
                }

                @Override
                public GuessingReader reader(MemoryPool pool) {
                    return scan.reader(pool);
                }

                @Override
                public void finish() {
                    scan.finish();
                }

                @Override
                public void close() {
                    scan.close();
                }
            };
        }
    }
}
