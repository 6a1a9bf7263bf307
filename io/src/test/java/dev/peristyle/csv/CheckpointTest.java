package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Aggregates;
import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.file.Compression;
import dev.peristyle.internal.csv.CsvInput;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.CheckpointStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that has ended early goes on from its checkpoint, and its output is that of one that did not. */
class CheckpointTest {

    @TempDir
    private Path directory;

    private Path input;
    private Path output;
    private Path file;
    private Random random;

    @BeforeEach
    void prepare() throws IOException {
        random = Seeds.fresh();
        input = CheckpointJob.write(directory.resolve("in.csv"), CheckpointJob.ROWS, false, random);
        output = Files.createDirectory(directory.resolve("outputs")).resolve("out.csv");
        file = directory.resolve("job.checkpoint");
    }

    @AfterEach
    void nothingIsHeld() {
        CheckpointJob.UNTIL_FAILURE.set(Long.MAX_VALUE);
        assertThat(MemoryPool.openRoots()).isEmpty();
    }

    private Checkpoint checkpoint() {
        return Checkpoint.at(file).everyRows(200);
    }

    private static Execution threads(int count) {
        return Execution.builder().threads(count).build();
    }

    /** Lets a job fail after some rows, and goes on, until it has come to its end. Returns what it wrote and how often it failed. */
    private long untilDone(Pipeline rows, int threads) {
        int failures = 0;
        while (true) {
            CheckpointJob.UNTIL_FAILURE.set(1 + random.nextInt(1_500));
            try {
                long written = rows.using(threads(threads)).write(Csv.to(output), checkpoint());
                assertThat(failures).isPositive();
                return written;
            } catch (ComputationException failure) {
                assertThat(failure).hasMessageContaining(CheckpointJob.FAILURE);
                assertThat(output).doesNotExist();
                assertThat(file).exists();
                failures++;
            }
        }
    }

    private void nothingIsLeftBeside() throws IOException {
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertThat(files).containsExactly(output);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("job.checkpoint"));
        }
    }

    @ParameterizedTest
    @EnumSource(CheckpointJob.class)
    void goesOnToTheSameBytes(CheckpointJob job) throws IOException {
        Path more = CheckpointJob.write(directory.resolve("more.csv"), 700, false, random);
        Path empty = Files.writeString(directory.resolve("empty.csv"), "id,value,text\n");
        CsvOptions options = CheckpointJob.options().build();
        Pipeline rows = job.pipeline(List.of(input, empty, more), options);
        Path expected = directory.resolve("expected.csv");
        long count = rows.write(Csv.to(expected));
        for (int threads : new int[] {1, 3}) {
            assertThat(untilDone(rows, threads)).isEqualTo(count);
            assertThat(output).hasSameBinaryContentAs(expected);
            nothingIsLeftBeside();
            Files.delete(output);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void goesOnToTheSameRowsOfAColumnFile(int threads) {
        Pipeline rows = CheckpointJob.NUMBERED
                .pipeline(List.of(input), CheckpointJob.options().build())
                .using(threads(threads));
        Path expected = directory.resolve("expected.csv");
        rows.write(Csv.to(expected));
        Path columns = output.resolveSibling("out.arrow");
        int failures = 0;
        while (!Files.exists(columns)) {
            CheckpointJob.UNTIL_FAILURE.set(1 + random.nextInt(1_500));
            try {
                rows.write(ColumnFile.to(columns), checkpoint());
            } catch (ComputationException failure) {
                failures++;
            }
        }
        assertThat(failures).isPositive();
        ColumnFile.scan(columns).write(Csv.to(output));
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(ColumnFile.scan(columns)
                        .filter(col("row").gt(100).and(col("row").le(200)))
                        .count())
                .as("rows that zone maps find")
                .isEqualTo(100);
        assertThatThrownBy(() -> rows.write(ColumnFile.append(columns), checkpoint()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("appended to");
    }

    @Test
    void anotherNumberOfThreadsAndOfBytesOfMemoryGoesOnToo() throws IOException {
        Path large = CheckpointJob.write(directory.resolve("large.csv"), 60_000, false, random);
        Pipeline rows = CheckpointJob.NUMBERED.pipeline(List.of(large), CsvOptions.defaults());
        Path expected = directory.resolve("expected.csv");
        rows.write(Csv.to(expected));
        long[] limits = {64, 8, 16, 256};
        int failures = 0;
        for (int attempt = 0; !Files.exists(output); attempt++) {
            CheckpointJob.UNTIL_FAILURE.set(attempt > 12 ? Long.MAX_VALUE : 10_000 + random.nextInt(20_000));
            Execution execution = Execution.builder()
                    .threads(1 + attempt % 3)
                    .memoryLimit(Execution.megabytes(limits[attempt % limits.length]))
                    .build();
            try {
                rows.using(execution).write(Csv.to(output), checkpoint());
            } catch (ComputationException failure) {
                failures++;
            }
        }
        assertThat(failures).isPositive();
        assertThat(output).hasSameBinaryContentAs(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rejectsAreThoseOfOneRun(int threads) throws IOException {
        Path bad = CheckpointJob.write(directory.resolve("bad.csv"), CheckpointJob.ROWS, true, random);
        Path rejects = output.resolveSibling("rejects.csv");
        CsvOptions options = CheckpointJob.typed(CheckpointJob.options())
                .badRows(BadRows.rejectTo(rejects))
                .build();
        Pipeline rows = CheckpointJob.PLAIN.pipeline(List.of(bad), options);
        Path expected = directory.resolve("expected.csv");
        AtomicReference<RunReport> whole = new AtomicReference<>();
        rows.using(Execution.builder().report(whole::set).build()).write(Csv.to(expected));
        Path expectedRejects = Files.move(rejects, directory.resolve("expected-rejects.csv"));
        untilDone(rows, threads);
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(rejects).hasSameBinaryContentAs(expectedRejects);
        assertThat(Files.readAllLines(rejects).size()).isGreaterThan(20);
        Files.delete(rejects);
        nothingIsLeftBeside();
    }

    @Test
    void theReportOfTheRestTellsAllThatWasLeftOut() throws IOException {
        Path bad = CheckpointJob.write(directory.resolve("bad.csv"), CheckpointJob.ROWS, true, random);
        CsvOptions options = CheckpointJob.typed(CheckpointJob.options())
                .badRows(BadRows.skip())
                .build();
        Pipeline rows = CheckpointJob.PLAIN.pipeline(List.of(bad), options);
        AtomicReference<RunReport> report = new AtomicReference<>();
        Execution execution = Execution.builder().report(report::set).build();
        rows.using(execution).write(Csv.to(directory.resolve("expected.csv")));
        long leftOut = BadRows.leftOut(report.get());
        CheckpointJob.UNTIL_FAILURE.set(3_000);
        assertThatThrownBy(() -> rows.using(execution).write(Csv.to(output), checkpoint()))
                .hasMessageContaining(CheckpointJob.FAILURE);
        rows.using(execution).write(Csv.to(output), checkpoint());
        assertThat(BadRows.leftOut(report.get())).isEqualTo(leftOut).isPositive();
        assertThat(report.get().rowsRead())
                .as("rows read again or for the first time")
                .isLessThan(1_600);
    }

    /** Each moment between the last checkpoint and its removal, and each before. */
    @Test
    void aKillBetweenAnyTwoStepsOfTheEndLosesNothing() throws IOException {
        Path bad = CheckpointJob.write(directory.resolve("bad.csv"), CheckpointJob.ROWS, true, random);
        Path rejects = output.resolveSibling("rejects.csv");
        CsvOptions options = CheckpointJob.typed(CheckpointJob.options())
                .badRows(BadRows.rejectTo(rejects))
                .build();
        Pipeline rows = CheckpointJob.PLAIN.pipeline(List.of(bad), options);
        Path expected = directory.resolve("expected.csv");
        long count = rows.write(Csv.to(expected));
        Path expectedRejects = Files.move(rejects, directory.resolve("expected-rejects.csv"));
        // both have their names, but the checkpoint is still there
        assertThatThrownBy(() -> rows.write(Csv.to(output), new NeverRemoved(checkpoint())))
                .hasMessage("killed");
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(file).exists();
        // as if only the first of them had its name
        Path partial = output.resolveSibling(partialName());
        Files.move(output, partial);
        assertThat(rows.write(Csv.to(output), checkpoint())).isEqualTo(count);
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThatThrownBy(() -> rows.write(Csv.to(output), new NeverRemoved(checkpoint())))
                .hasMessage("killed");
        assertThat(rows.write(Csv.to(output), checkpoint())).isEqualTo(count);
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(rejects).hasSameBinaryContentAs(expectedRejects);
        Files.delete(rejects);
        nothingIsLeftBeside();
    }

    /** The temporary name of the output as the checkpoint has it. */
    private String partialName() throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int start = text.lastIndexOf(".out.csv.peristyle-");
        return text.substring(start, text.indexOf(".kept.tmp", start) + ".kept.tmp".length());
    }

    /** Ends the process where the checkpoint should be removed. */
    private record NeverRemoved(CheckpointStore store) implements CheckpointStore {

        @Override
        public String describe() {
            return store.describe();
        }

        @Override
        public long everyRows() {
            return store.everyRows();
        }

        @Override
        public Session open() {
            Session session = store.open();
            return new Session() {
                @Override
                public byte[] read() {
                    return session.read();
                }

                @Override
                public void replace(byte[] content) {
                    session.replace(content);
                }

                @Override
                public void remove() {
                    throw new IllegalStateException("killed");
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }
    }

    /** Files are made, and the process is killed before it is noted that they are empty. */
    @Test
    void aKillBeforeTheFirstCheckpointLeavesNothingThatStays() throws IOException {
        Path[] left = new Path[1];
        assertThatThrownBy(() -> plain().write(
                                Csv.to(output), new KilledAtFirst(checkpoint(), () -> left[0] = copyOfTheOnlyOne())))
                .hasMessage("killed");
        // as the kill leaves them, which an exception does not
        Files.move(
                left[0], output.resolveSibling(left[0].getFileName().toString().replace(".copy", "")));
        Files.write(file, KilledAtFirst.kept);
        plain().write(Csv.to(output), checkpoint());
        nothingIsLeftBeside();
    }

    private Path copyOfTheOnlyOne() {
        try (Stream<Path> files = Files.list(output.getParent())) {
            Path only = files.findFirst().orElseThrow();
            return Files.copy(only, directory.resolve(only.getFileName() + ".copy"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends the process where the second checkpoint should be kept, which is the first that tells of files. */
    private record KilledAtFirst(CheckpointStore store, Runnable before) implements CheckpointStore {

        private static byte[] kept;

        @Override
        public String describe() {
            return store.describe();
        }

        @Override
        public long everyRows() {
            return store.everyRows();
        }

        @Override
        public Session open() {
            Session session = store.open();
            return new Session() {
                private int count;

                @Override
                public byte[] read() {
                    return session.read();
                }

                @Override
                public void replace(byte[] content) {
                    if (++count == 2) {
                        before.run();
                        throw new IllegalStateException("killed");
                    }
                    kept = content;
                    session.replace(content);
                }

                @Override
                public void remove() {
                    session.remove();
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }
    }

    private void failsOnce(Pipeline rows) {
        CheckpointJob.UNTIL_FAILURE.set(2_500);
        assertThatThrownBy(() -> rows.write(Csv.to(output), checkpoint())).hasMessageContaining(CheckpointJob.FAILURE);
        CheckpointJob.UNTIL_FAILURE.set(Long.MAX_VALUE);
    }

    private Pipeline plain() {
        return CheckpointJob.PLAIN.pipeline(
                List.of(input), CheckpointJob.options().build());
    }

    @Test
    void aChangedInputIsRefused() throws IOException {
        failsOnce(plain());
        FileTime written = Files.getLastModifiedTime(input);
        byte[] bytes = Files.readAllBytes(input);
        Files.setLastModifiedTime(input, FileTime.fromMillis(written.toMillis() + 5_000));
        assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContainingAll("in.csv has changed", "written to", "delete the checkpoint to begin anew");
        byte[] other = bytes.clone();
        // the identifier of the first row, which is no delimiter whatever the seed
        other[14] = '7';
        Files.write(input, other);
        Files.setLastModifiedTime(input, written);
        assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                .hasMessageContainingAll("in.csv has changed", "other bytes");
        Files.write(input, new byte[] {'\n'}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                .hasMessageContainingAll("in.csv has changed", "bytes and has");
        Files.write(input, bytes);
        Files.setLastModifiedTime(input, written);
        assertThat(plain().write(Csv.to(output), checkpoint())).isEqualTo(CheckpointJob.ROWS);
    }

    @Test
    void anotherJobIsRefused() {
        failsOnce(plain());
        CsvWriteOptions quoted = CsvWriteOptions.builder().delimiter(';').build();
        assertThatThrownBy(() -> plain().write(Csv.to(output, quoted), checkpoint()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("job.checkpoint is the checkpoint of another job", "delete this one");
        assertThatThrownBy(() -> plain().filter(col("value").gt(5)).write(Csv.to(output), checkpoint()))
                .hasMessageContaining("another job");
        assertThatThrownBy(() -> plain().write(Csv.to(output.resolveSibling("other.csv")), checkpoint()))
                .hasMessageContainingAll("another job", "other.csv", "out.csv");
        Pipeline otherText = CheckpointJob.PLAIN.pipeline(
                List.of(input), CheckpointJob.options().nullTokens("NA").build());
        assertThatThrownBy(() -> otherText.write(Csv.to(output), checkpoint())).hasMessageContaining("another job");
        plain().write(Csv.to(output), checkpoint());
    }

    @Test
    void optionsOfColumnsAreToldInOneOrderByEachProcess() {
        CsvOptions.Builder read = CsvOptions.builder();
        CsvWriteOptions.Builder written = CsvWriteOptions.builder();
        for (String column : List.of("g", "b", "e", "a", "d", "h", "c", "f")) {
            read.type(column, DataType.DATE).format(column, "uuuuMMdd").columnNullTokens(column, "-");
            written.format(column, "uuuuMMdd").decimalPlaces(column, 2);
        }
        assertThat(read.build().settings().toString())
                .contains("types={" + inOrder("date") + "}", "ofColumns={" + inOrder("uuuuMMdd") + "}")
                .contains("nullTokens={" + inOrder("[-]") + "}");
        assertThat(written.build().settings().toString())
                .contains("ofColumns={" + inOrder("uuuuMMdd") + "}", "places={" + inOrder("2") + "}");
    }

    @Test
    void anotherLayoutOfLinesIsAnotherJob() throws IOException {
        CsvInput lines = CsvInput.of(List.of(Files.writeString(directory.resolve("lines.txt"), "abcd\n")));
        List<String> told = Stream.of(
                        FixedWidthLayout.builder().column("a", 0, 2).column("b", 2, 4),
                        FixedWidthLayout.builder().column("a", 0, 1).column("b", 1, 4),
                        FixedWidthLayout.builder()
                                .column("a", 0, 2)
                                .column("b", 2, 4)
                                .alignLeft("a"),
                        FixedWidthLayout.builder()
                                .column("a", 0, 2)
                                .column("b", 2, 4)
                                .footerLines(1))
                .map(layout -> CsvOptions.builder().fixedWidth(layout.build()))
                .map(options -> options.type("a", DataType.STRING)
                        .type("b", DataType.STRING)
                        .build())
                .map(options -> options.describe(lines).fingerprint())
                .toList();
        assertThat(told).doesNotHaveDuplicates();
    }

    private static String inOrder(String value) {
        return Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                .map(column -> column + "=" + value)
                .collect(Collectors.joining(", "));
    }

    @Test
    void aCheckpointThatIsDamagedIsRefused() throws IOException {
        failsOnce(plain());
        byte[] bytes = Files.readAllBytes(file);
        for (int changed : new int[] {0, 10, 40, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[changed] ^= 4;
            Files.write(file, damaged);
            assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContainingAll("job.checkpoint", "delete it to begin anew");
        }
        for (int length : new int[] {0, 3, 15, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("delete it to begin anew");
        }
        Files.write(file, bytes);
        plain().write(Csv.to(output), checkpoint());
    }

    @Test
    void whatWasWrittenHasToBeThere() throws IOException {
        failsOnce(plain());
        Path partial = output.resolveSibling(partialName());
        byte[] bytes = Files.readAllBytes(partial);
        Files.write(partial, java.util.Arrays.copyOf(bytes, 40));
        assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContainingAll("cannot go on with", "40 bytes");
        assertThat(partial).as("stays for a second look").exists();
        Files.delete(partial);
        assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                .hasMessageContainingAll("cannot go on with", "not there any more", "Delete the checkpoint");
    }

    @Test
    void aSecondRunAtTheSameTimeIsRefused() {
        try (CheckpointStore.Session first = checkpoint().open()) {
            assertThat(first.read()).isNull();
            assertThatThrownBy(() -> plain().write(Csv.to(output), checkpoint()))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("another run has the checkpoint");
        }
        assertThat(plain().write(Csv.to(output), checkpoint())).isEqualTo(CheckpointJob.ROWS);
    }

    @Test
    void whatCannotGoOnIsRefusedBeforeAnythingIsWritten() throws IOException {
        refuses(plain().sortBy(SortKey.asc("id")), "sort by", "remember the rows before");
        refuses(plain().distinct(), "remember the rows before");
        refuses(plain().groupBy("text").aggregate(Aggregates.count().as("n")), "remember the rows before");
        refuses(plain().sampleRows(10, 1), "remember the rows before");
        refuses(Pipeline.concat(plain(), plain()), "concat", "several inputs", "give all files to one scan");
        byte[] bytes = Files.readAllBytes(input);
        refuses(Csv.scan(new ByteArrayInputStream(bytes)), "a stream cannot be read from the middle on");
        Path packed = directory.resolve("in.csv.gz");
        try (var target = new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
            target.write(bytes);
        }
        refuses(Csv.scan(packed), "in.csv.gz", "compressed", "Expand");
        CsvWriteOptions gzip =
                CsvWriteOptions.builder().compression(Compression.GZIP).build();
        assertThatThrownBy(() -> plain().write(Csv.to(output, gzip), checkpoint()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("compressed");
        assertThatThrownBy(() -> plain().write(Csv.to(new ByteArrayOutputStream()), checkpoint()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stream");
        for (Path taken : List.of(input, output)) {
            assertThatThrownBy(() -> plain().write(Csv.to(output), Checkpoint.at(taken)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("cannot keep a checkpoint at " + taken, "Name another file");
        }
        assertThat(input).hasBinaryContent(bytes);
        Path nowhere = directory.resolve("none").resolve("job.checkpoint");
        assertThatThrownBy(() -> plain().write(Csv.to(output), Checkpoint.at(nowhere)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("directory does not exist");
        assertThatThrownBy(() -> Checkpoint.at(file).everyRows(0)).isInstanceOf(IllegalArgumentException.class);
        try (Stream<Path> files = Files.list(output.getParent())) {
            assertThat(files).isEmpty();
        }
        assertThat(file).doesNotExist();
    }

    private void refuses(Pipeline rows, String... parts) {
        assertThatThrownBy(() -> rows.write(Csv.to(output), checkpoint()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with a checkpoint")
                .hasMessageContainingAll(parts);
    }
}
