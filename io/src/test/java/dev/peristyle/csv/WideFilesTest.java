package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.platform.JavaFork;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of very many columns, in time linear in their bytes and in a small heap. {@code -Dtest=WideFilesTest -Dperistyle.test.columns=1000000} with a heap of 2 GB
 * reads, selects from and writes ten rows of a million columns.
 */
class WideFilesTest {
    private static final int COLUMNS = Integer.getInteger("peristyle.test.columns", 40_000);
    private static final int ROWS = 10;

    /** A quadratic step would take 64 times as long for eight times as many columns; the machine has other things to do as well. */
    private static final int SLOWER = 30;

    @TempDir
    private Path directory;

    private static CsvOptions options(int columns) {
        return CsvOptions.builder()
                .maximumRecordSize(Math.max(1 << 20, columns * 9))
                .build();
    }

    private static Path write(Path file, int columns, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int row = -1; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    out.write(column == 0 ? "" : ",");
                    out.write(row < 0 ? "c" + column : column % 10 == 9 ? "x" : String.valueOf((column + row) % 10));
                }
                out.write('\n');
            }
        }
        return file;
    }

    /** Reads some and no columns, and writes all. */
    private static void use(Path file, Path copy, int columns, int rows, Execution execution) {
        Pipeline all = Csv.scan(file, options(columns)).using(execution);
        assertThat(all.count()).isEqualTo(rows);
        String[] half = new String[columns / 2];
        for (int position = 0; position < half.length; position++) {
            half[position] = "c" + (columns - 1 - 2 * position);
        }
        try (RowCursor row = all.select(half).rows()) {
            for (int number = 0; number < rows; number++) {
                assertThat(row.next()).isTrue();
                assertThat(row.get(0)).hasToString("x");
            }
        }
        assertThat(all.write(Csv.to(copy))).isEqualTo(rows);
    }

    @Test
    void timeIsLinearInTheBytes() throws IOException {
        Path copy = directory.resolve("copy.csv");
        Execution execution = Execution.builder().threads(1).build();
        Path few = write(directory.resolve("few.csv"), COLUMNS / 8, ROWS);
        Path many = write(directory.resolve("many.csv"), COLUMNS, ROWS);
        assertLinear(COLUMNS, columns -> use(columns == COLUMNS ? many : few, copy, columns, ROWS, execution));
        assertThat(copy).hasSameBinaryContentAs(many);
    }

    @Test
    void linesWithPlacesTakeTimeLinearInTheirBytesToo() {
        Execution execution = Execution.builder().threads(1).build();
        // one row, so that what is done once for a column counts
        assertLinear(2 * COLUMNS, columns -> {
            FixedWidthLayout.Builder layout = FixedWidthLayout.builder();
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                layout.column("c" + column, 2);
                line.append(column % 10 == 9 ? "x " : " " + column % 10);
            }
            byte[] text = line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
            FixedWidthLayout places = layout.build();
            CsvOptions.Builder read = CsvOptions.builder().fixedWidth(places).maximumRecordSize(1 << 24);
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            Csv.scan(new ByteArrayInputStream(text), read.build())
                    .using(execution)
                    .write(Csv.to(
                            copy, CsvWriteOptions.builder().fixedWidth(places).build()));
            assertThat(copy.toByteArray()).isEqualTo(text);
        });
    }

    private static void assertLinear(int most, IntConsumer use) {
        long leastOfFew = Long.MAX_VALUE;
        long leastOfMany = Long.MAX_VALUE;
        // other processes and collections of garbage make a run longer, never shorter
        for (int time = 0; time < 5 && (time < 2 || leastOfMany >= SLOWER * leastOfFew); time++) {
            leastOfFew = Math.min(leastOfFew, nanos(use, most / 8));
            leastOfMany = Math.min(leastOfMany, nanos(use, most));
        }
        assertThat(leastOfMany).isLessThan(SLOWER * leastOfFew);
    }

    private static long nanos(IntConsumer use, int columns) {
        long began = System.nanoTime();
        use.accept(columns);
        return System.nanoTime() - began;
    }

    /** A process of its own with a small heap. */
    static final class Job {
        private Job() {}

        /**
         * Reads and writes a file with a limit of 64 MB.
         *
         * @param arguments directory, columns, rows, threads
         */
        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            Execution execution = Execution.builder()
                    .threads(Integer.parseInt(arguments[3]))
                    .memoryLimit(Execution.megabytes(64))
                    .build();
            use(
                    directory.resolve("wide.csv"),
                    directory.resolve("copy.csv"),
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    execution);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void twentyThousandColumnsFitAHeapOf64Megabytes(int threads) throws IOException {
        int columns = 20_000;
        int rows = 40;
        Path wide = write(directory.resolve("wide.csv"), columns, rows);
        JavaFork.Outcome outcome = JavaFork.run(
                17,
                List.of("-Xmx64m"),
                Job.class,
                directory.toString(),
                String.valueOf(columns),
                String.valueOf(rows),
                String.valueOf(threads));
        assertThat(outcome.errorsBeyondUnsafeWarning()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(directory.resolve("copy.csv")).hasSameBinaryContentAs(wide);
    }
}
