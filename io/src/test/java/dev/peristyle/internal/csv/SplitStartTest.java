package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.ScanRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong guess is read again, so that rows alone do not show it; here every split has to begin where it should at once. */
class SplitStartTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("text", DataType.STRING)
            .add("price", DataType.DOUBLE)
            .build();

    @TempDir
    Path directory;

    @Test
    void plainRows() throws IOException {
        StringBuilder content = new StringBuilder("id,text,price\n");
        for (int row = 0; row < 300; row++) {
            content.append(row).append(",plain,1.5\n");
        }
        assertNoGuessIsWrong(content, '"');
        assertNoGuessIsWrong(content, -1);
    }

    @Test
    void quotedTextOfSeveralLines() throws IOException {
        StringBuilder content = new StringBuilder("id,text,price\n");
        for (int row = 0; row < 300; row++) {
            content.append(row).append(",\"some text,\nof \"\"several\"\" lines\n\n that is quoted\",1.5\n");
        }
        assertNoGuessIsWrong(content, '"');
    }

    @Test
    void blankLinesBetweenRows() throws IOException {
        StringBuilder content = new StringBuilder("id,text,price\r\n");
        for (int row = 0; row < 300; row++) {
            content.append(row).append(",\"x\",1.5\r\n\r\n\n");
        }
        assertNoGuessIsWrong(content, '"');
    }

    @Test
    void insideQuotesNotAllOfTheWindowIsLookedAt() {
        String first = "the end of a text\",1.5\n";
        byte[] bytes = (first + "1,plain,1.5\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        ReadSettings settings = settings('"', 1 << 20);
        try (MemoryPool pool = MemoryPool.create("window", MemoryPool.UNLIMITED);
                OffHeapBuffer buffer = pool.allocate(bytes.length + Window.READABLE_AFTER_END, "window");
                RowIndexer rows = RowIndexer.of(settings, pool)) {
            UnsafeApi.copyMemory(bytes, UnsafeApi.arrayBaseOffset(byte[].class), null, buffer.address(), bytes.length);
            FilledWindow window = new FilledWindow(buffer.address(), bytes.length);
            assertThat(new SplitStart(settings, rows).find(window, bytes.length, 3))
                    .isEqualTo(first.length());
            assertThat(window.filled).isLessThan(bytes.length / 2);
        }
    }

    /** Bytes in memory, and how many of them were asked for. */
    private static final class FilledWindow implements Window {
        private final long address;
        private final int length;
        private int filled;

        FilledWindow(long address, int length) {
            this.address = address;
            this.length = length;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void fill(int end) {
            filled = Math.max(filled, end);
        }

        @Override
        public long fileOffset() {
            return 0;
        }

        @Override
        public long inputSize() {
            return length;
        }
    }

    /** Every split ends with the row that starts at or before the border, so that the next one can find its own. */
    private void assertNoGuessIsWrong(CharSequence content, int quote) throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), content);
        for (int window : new int[] {50, 51, 64, 333, 1000}) {
            ReadSettings settings = settings(quote, window);
            CsvSource source = CsvSource.describe(List.of(file), settings);
            try (TestRun run = new TestRun();
                    CsvScan scan = source.open(new ScanRequest(List.of(), List.of()), run);
                    GuessingReader reader = scan.reader(run.memory())) {
                long before = GuessingReader.UNKNOWN;
                for (int split = 0; split < scan.splitCount(); split++) {
                    reader.begin(new CsvSplit(split), GuessingReader.UNKNOWN);
                    if (split > 0) {
                        assertThat(reader.start())
                                .as("window %d, split %d", window, split)
                                .isEqualTo(before);
                    }
                    while (reader.next()) {
                        assertThat(reader.chunk().schema().size()).isZero();
                    }
                    before = reader.end();
                }
                assertThat(run.rows).isEqualTo(300);
            }
        }
    }

    private static ReadSettings settings(int quote, int window) {
        return TestSettings.defaults()
                .dialect(Dialect.plain(',', quote))
                .schema(SCHEMA)
                .sampleRows(100)
                .maximumRecordSize(1000)
                .windows(WindowMode.READ, window)
                .chunkRows(100)
                .build();
    }
}
