package dev.peristyle.record;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of records and column files are read and written on after a run that has ended early. */
class RecordCheckpointTest {

    private static final int ROWS = 250_000;
    private static final AtomicLong UNTIL_FAILURE = new AtomicLong(Long.MAX_VALUE);
    private static final RecordLayout LAYOUT = RecordLayout.builder()
            .headerLength(7)
            .footerLength(5)
            .field("id", FieldType.int64())
            .field("value", FieldType.float64())
            .field("text", FieldType.ebcdic(9, 37))
            .build();

    @TempDir
    private Path directory;

    private final Random random = Seeds.fresh();

    private Path csv() throws IOException {
        Path file = directory.resolve("in.csv");
        try (var target = Files.newBufferedWriter(file)) {
            target.write("id,value,text\n");
            for (int row = 0; row < ROWS; row++) {
                target.write(row + "," + random.nextInt(1_000) / 8.0 + ",t" + random.nextInt(100_000) + "\n");
            }
        }
        return file;
    }

    private static Pipeline steps(Pipeline rows) {
        return rows.with("value", map(col("value"), RecordCheckpointTest::see))
                .filter(col("value").gt(1.0));
    }

    private static double see(double value) {
        if (UNTIL_FAILURE.decrementAndGet() == 0) {
            throw new IllegalStateException("as if the process had ended");
        }
        return value;
    }

    private void untilDone(Pipeline rows, dev.peristyle.spi.Sink sink) {
        int failures = 0;
        for (boolean done = false; !done; ) {
            UNTIL_FAILURE.set(failures > 8 ? Long.MAX_VALUE : 1 + random.nextInt(ROWS / 2));
            Execution execution = Execution.builder()
                    .threads(1 + failures % 3)
                    .memoryLimit(Execution.megabytes(16L << failures % 3))
                    .build();
            try {
                rows.using(execution)
                        .write(
                                sink,
                                Checkpoint.at(directory.resolve("job.checkpoint"))
                                        .everyRows(20_000));
                done = true;
            } catch (ComputationException failure) {
                failures++;
            }
        }
        UNTIL_FAILURE.set(Long.MAX_VALUE);
    }

    @Test
    void recordsGoOnToTheSameBytes() throws IOException {
        Path records = directory.resolve("in.bin");
        Csv.scan(csv()).write(BinaryRecords.to(records, LAYOUT));
        Pipeline rows = steps(BinaryRecords.scan(records, LAYOUT));
        Path expected = directory.resolve("expected.bin");
        rows.write(BinaryRecords.to(expected, LAYOUT));
        Path output = directory.resolve("out.bin");
        untilDone(rows, BinaryRecords.to(output, LAYOUT));
        assertThat(output).hasSameBinaryContentAs(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void columnFilesGoOnToTheSameRows(boolean isFiltered) throws IOException {
        Path columns = directory.resolve("in.arrow");
        Csv.scan(csv()).write(ColumnFile.to(columns));
        Pipeline scan = ColumnFile.scan(columns);
        Pipeline rows = steps(isFiltered ? scan.filter(col("id").ge(60_000)) : scan);
        Path expected = directory.resolve("expected.csv");
        rows.write(Csv.to(expected));
        Path output = directory.resolve("out.csv");
        untilDone(rows, Csv.to(output));
        assertThat(output).hasSameBinaryContentAs(expected);
    }
}
