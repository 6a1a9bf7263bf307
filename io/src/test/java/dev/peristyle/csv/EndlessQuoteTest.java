package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peristyle.Pipeline;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A quote that is never closed, in a file of 5 GB, of which most is a hole. */
class EndlessQuoteTest {
    private static final long SIZE = 5L << 30;
    private static final int ROWS = 300_000;
    private static final String ROW = "1234567,some text,2.5\n";
    private static final long LIMIT = Execution.megabytes(32);

    /** What may be read of the file: what is before and behind the quote, and what threads were ahead. */
    private static final long MOST_READ = 200 << 20;

    @TempDir
    private static Path directory;

    private static Path file;

    @BeforeAll
    static void write() throws IOException {
        String rows = ROW.repeat(ROWS);
        String content = "id,text,price\n" + rows + "1,\"it never ends,1.5\n" + rows;
        file = Files.writeString(directory.resolve("endless.csv"), content);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), SIZE - 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, READ", "4, READ", "4, MAP"})
    void isAnErrorAtItsPlaceWithinTheLongestRecordAndTheMemoryLimit(int threads, WindowMode mode) throws IOException {
        AtomicLong rows = new AtomicLong();
        Pipeline pipeline = Csv.scan(file, CsvOptions.builder().windows(mode).build())
                .using(Execution.builder().threads(threads).memoryLimit(LIMIT).build());
        long before = bytesRead();
        MalformedDataException error = catchThrowableOfType(
                MalformedDataException.class, () -> pipeline.forEach(row -> rows.incrementAndGet()));
        assertThat(error)
                .hasMessageContaining(
                        "the quote that opens on line " + (ROWS + 2) + ", field 2, is not closed within 1048576 bytes");
        assertThat(error.line()).isEqualTo(ROWS + 2);
        assertThat(error.byteOffset()).isEqualTo("id,text,price\n1,".length() + (long) ROW.length() * ROWS);
        assertThat(rows).hasValue(ROWS);
        assertThat(mode == WindowMode.MAP ? bytesInMemory() : bytesRead() - before)
                .isLessThan(MOST_READ);
    }

    @Test
    void itIsLeftOutWithItsLineAndWhatComesAfterItIsRead() throws IOException {
        Path cut = directory.resolve("cut.csv");
        try (FileChannel from = FileChannel.open(file);
                FileChannel to = FileChannel.open(cut, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            from.transferTo(0, 14 + 2L * ROW.length() * ROWS + "1,\"it never ends,1.5\n".length(), to);
        }
        Path rejects = directory.resolve("rejects.csv");
        CsvOptions options =
                CsvOptions.builder().badRows(BadRows.rejectTo(rejects)).build();
        assertThat(Csv.scan(cut, options)
                        .using(Execution.builder().threads(4).memoryLimit(LIMIT).build())
                        .count())
                .isEqualTo(2L * ROWS);
        assertThat(EdgeCases.rows(Csv.scan(rejects).select("line", "kind", "record")))
                .isEqualTo(List.of((ROWS + 2) + "|malformed quotes|1,\"it never ends,1.5"));
    }

    /** What was touched of the mapped file, the system's reading ahead and that of other modes included; 0 where nobody tells. */
    private static long bytesInMemory() throws IOException {
        Path program = Path.of("/usr/bin/fincore");
        if (!Files.isExecutable(program)) {
            return 0;
        }
        Process process = new ProcessBuilder(
                        program.toString(), "--bytes", "--noheadings", "--output", "RES", file.toString())
                .redirectErrorStream(true)
                .start();
        return Long.parseLong(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    /** By this process, as the system counts it; 0 where it does not. */
    private static long bytesRead() throws IOException {
        Path counts = Path.of("/proc/self/io");
        if (!Files.isReadable(counts)) {
            return 0;
        }
        String first = Files.readString(counts, StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElse("0");
        return Long.parseLong(first.replaceAll("[^0-9]", ""));
    }
}
