package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.spill.Faults;
import dev.peristyle.internal.spill.FaultyFileSystem;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.spi.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever fails of the files of a run with a checkpoint, the next one goes on, and the output is that of a run without failures. A few operations are tried; with {@code
 * -Dperistyle.test.everyFault=true} each of them fails once.
 */
class CheckpointFaultsTest {

    private static final boolean EVERY = Boolean.getBoolean("peristyle.test.everyFault");
    private static final int ROWS = 600;

    @TempDir
    private Path directory;

    private Path input;
    private Path outputs;
    private Path rejects;

    private Pipeline rows(FaultyFileSystem files, int threads) {
        CsvOptions options = CheckpointJob.typed(CheckpointJob.options())
                .badRows(BadRows.rejectTo(files.path(rejects)))
                .build();
        return CheckpointJob.NUMBERED
                .pipeline(List.of(files.path(input)), options)
                .using(Execution.builder().threads(threads).build());
    }

    private static Sink sink(Path file) {
        return file.toString().endsWith(".csv") ? Csv.to(file) : ColumnFile.to(file);
    }

    private void write(Faults faults, Path output, int threads) {
        FaultyFileSystem files = new FaultyFileSystem(faults);
        rows(files, threads)
                .write(
                        sink(files.path(output)),
                        Checkpoint.at(files.path(directory.resolve("job.checkpoint")))
                                .everyRows(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.arrow"})
    void eachOperationThatFailsIsOneClearErrorAndTheNextRunGoesOn(String name) throws IOException {
        input = CheckpointJob.write(directory.resolve("in.csv"), ROWS, true, Seeds.random(5));
        outputs = Files.createDirectory(directory.resolve("outputs"));
        rejects = outputs.resolve("rejects.csv");
        Path output = outputs.resolve(name);
        Path expected = directory.resolve("expected.csv");
        rows(new FaultyFileSystem(new Faults(0)), 1).write(Csv.to(expected));
        Path expectedRejects = Files.move(rejects, directory.resolve("expected-rejects.csv"));
        int failing = 0;
        Faults faults;
        do {
            failing += EVERY ? 1 : 1 + failing;
            faults = new Faults(failing);
            int threads = 1 + failing % 2;
            boolean hasLines = run(faults, output, threads);
            if (!Files.exists(output)) {
                // a failure of the run that goes on loses nothing either
                hasLines = run(new Faults(1 + failing % 23), output, 3 - threads);
            }
            if (!Files.exists(output)) {
                hasLines = run(new Faults(0), output, threads);
            }
            Path text = name.endsWith(".csv") ? output : asText(output);
            assertThat(text).hasSameBinaryContentAs(expected);
            if (hasLines) {
                assertThat(rejects).hasSameBinaryContentAs(expectedRejects);
            }
            Files.delete(rejects);
            Files.delete(output);
            nothingIsLeft();
        } while (faults.failed() != null);
        assertThat(failing).as("operations").isGreaterThan(60);
    }

    /** Says whether no read has failed that only numbers the lines of rejects, which then have no number. */
    private boolean run(Faults faults, Path output, int threads) {
        try {
            write(faults, output, threads);
            assertThat(faults.failed()).isIn(null, Faults.Operation.READ, Faults.Operation.OPEN);
            return faults.failed() == null;
        } catch (DataAccessException failure) {
            assertThat(faults.failed()).isNotNull();
            assertThat(failure).hasMessageContaining(Faults.MESSAGE);
            return true;
        }
    }

    private Path asText(Path columns) {
        Path text = directory.resolve("text.csv");
        ColumnFile.scan(columns).write(Csv.to(text));
        return text;
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(outputs)) {
            assertThat(files).isEmpty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("job.checkpoint"));
        }
        assertThat(MemoryPool.openRoots()).isEmpty();
    }
}
