package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that is not what was written ends in an error that names it, whichever bit is another; with
 * {@code -Dperistyle.test.flips=30000} more of them are tried.
 */
@Timeout(600)
class DamagedFileTest {
    private static final int FLIPS = Integer.getInteger("peristyle.test.flips", 4000);

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("name", DataType.STRING)
            .add("flag", DataType.BOOLEAN)
            .add("price", DataType.decimal(20, 2))
            .build();

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** A file of some batches. */
    private byte[] written(Schema schema, List<Object[]> rows) throws IOException {
        Path file = directory.resolve("whole.arrow");
        ColumnFiles.write(file, schema, rows, schema.size() < 10 ? 20_000 : 100_000, 40, random);
        return Files.readAllBytes(file);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("damaged.arrow"), bytes);
    }

    private static List<Object[]> read(Path file, WindowMode mode, List<String> names) {
        Execution small = Execution.builder().threads(1).memoryLimit(16 << 20).build();
        try (Table table = ColumnFile.scan(file, names, mode).using(small).collect()) {
            return BoxedRows.of(table);
        }
    }

    private static int footerStart(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.length - 10 - in.getInt(bytes.length - 10);
    }

    private static Footer footer(byte[] bytes) {
        int start = footerStart(bytes);
        return Footer.getRootAsFooter(ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, bytes.length - 10))
                .order(ByteOrder.LITTLE_ENDIAN));
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) (1 << bit);
        return copy;
    }

    @Test
    void everyBitOfTheMetadataIsMissed() throws IOException {
        byte[] bytes = written(SCHEMA, BoxedRows.random(SCHEMA, 100, 0.2, random));
        Footer footer = footer(bytes);
        assertThat(footer.recordBatchesLength()).isGreaterThan(1);
        int from = footerStart(bytes);
        for (int at = from; at < bytes.length; at++) {
            checkFlips(bytes, at);
        }
        // the batches are all alike
        for (int batch = 0; batch < 2; batch++) {
            Block block = footer.recordBatches(batch);
            for (int at = (int) block.offset(); at < block.offset() + block.metaDataLength(); at++) {
                checkFlips(bytes, at);
            }
        }
    }

    private void checkFlips(byte[] bytes, int at) throws IOException {
        for (int bit = 0; bit < 8; bit++) {
            Path file = file(flipped(bytes, at, bit));
            String place = "bit " + bit + " of byte " + at + " of " + bytes.length;
            assertThatThrownBy(() -> read(file, WindowMode.READ, SCHEMA.names()))
                    .as(place)
                    .isInstanceOf(PeristyleException.class)
                    .hasMessageContaining(file.toString());
            assertThatThrownBy(() -> ColumnFile.verify(file)).as(place).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void verifyFindsEveryBit() throws IOException {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 60, 0.2, random);
        byte[] bytes = written(schema, rows);
        assertThat(ColumnFile.verify(file(bytes))).isEqualTo(bytes.length);
        for (int attempt = 0; attempt < FLIPS / 4; attempt++) {
            int at = random.nextInt(bytes.length);
            int bit = random.nextInt(8);
            Path file = file(flipped(bytes, at, bit));
            assertThatThrownBy(() -> ColumnFile.verify(file))
                    .as("bit %s of byte %s", bit, at)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(file.toString());
            readWhatCanBe(file, schema.names());
        }
    }

    /** Wrong values may come out of a damaged body, but nothing else than rows or an error. */
    private static void readWhatCanBe(Path file, List<String> names) {
        for (WindowMode mode : WindowMode.values()) {
            try {
                read(file, mode, names);
            } catch (PeristyleException | IllegalArgumentException known) {
                assertThat(known.getMessage()).isNotBlank();
            }
        }
    }

    /** Of a file of others there is no checksum: what a broken flatbuffer leads to is up to the reader. */
    @Test
    void withoutChecksumsEveryBitOfTheMetadataIsAnErrorOrRows() throws IOException {
        byte[] whole = written(SCHEMA, BoxedRows.random(SCHEMA, 30, 0.2, random));
        byte[] bytes = foreign(whole);
        Footer footer = footer(bytes);
        Block block = footer.recordBatches(0);
        int read = 0;
        for (int attempt = 0; attempt < FLIPS; attempt++) {
            boolean inFooter = random.nextBoolean();
            int start = inFooter ? footerStart(bytes) : (int) block.offset();
            int end = inFooter ? bytes.length : start + block.metaDataLength();
            byte[] damaged = bytes.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[start + random.nextInt(end - start)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = file(damaged);
            try (Table table = ColumnFile.scan(file)
                    .using(Execution.builder().threads(1).memoryLimit(16 << 20).build())
                    .collect()) {
                assertThat(table.rowCount()).isNotNegative();
                read++;
            } catch (PeristyleException known) {
                assertThat(known.getMessage()).contains(file.toString());
            }
        }
        assertThat(read).isPositive();
    }

    /** As if something else had written it: without our marks. */
    private static byte[] foreign(byte[] bytes) {
        byte[] other = bytes.clone();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String mark : List.of("peristyle.zones", "peristyle.checksums", "footer-crc32c")) {
            int at = text.lastIndexOf(mark);
            assertThat(at).isPositive();
            other[at] = 'x';
        }
        return other;
    }

    @Test
    void aFileCutOffAnywhereIsAnError() throws IOException {
        byte[] bytes = written(SCHEMA, BoxedRows.random(SCHEMA, 50, 0.2, random));
        for (int length = 0; length < bytes.length; length++) {
            Path file = file(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ColumnFile.scan(file).count())
                    .as("%s bytes", length)
                    .isInstanceOf(PeristyleException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void whatIsNoColumnFileIsSaid() throws IOException {
        assertThatThrownBy(() -> ColumnFile.scan(directory.resolve("none.arrow")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> ColumnFile.scan(file("id,name\n1,a\n2,b\n3,c\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("is no column file");
        byte[] stream = new byte[100];
        Arrays.fill(stream, 0, 4, (byte) 0xFF);
        assertThatThrownBy(() -> ColumnFile.scan(file(stream))).hasMessageContaining("stream");
        byte[] bytes = written(SCHEMA, BoxedRows.random(SCHEMA, 50, 0.2, random));
        assertThatThrownBy(() -> ColumnFile.verify(file(foreign(bytes)))).hasMessageContaining("has no checksums");
        assertThatCode(() -> ColumnFile.scan(file(foreign(bytes))).count()).doesNotThrowAnyException();
    }

    /** Sparse files claim to be large, and their footers too. */
    @Test
    void aFooterThatIsTooLargeIsRefused() throws IOException {
        Path file = directory.resolve("sparse.arrow");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write("ARROW1\0\0".getBytes(StandardCharsets.US_ASCII));
            sparse.setLength(2_000_000_000);
            sparse.seek(2_000_000_000 - 10);
            sparse.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(1_900_000_000)
                    .array());
            sparse.write("ARROW1".getBytes(StandardCharsets.US_ASCII));
        }
        assertThatThrownBy(() -> ColumnFile.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("footer of 1900000000 bytes");
    }

    @Test
    void aFileThatIsTruncatedWhileItIsReadIsAnError() throws IOException {
        Schema schema = Schema.builder().add("a", DataType.LONG).build();
        List<Object[]> rows = BoxedRows.random(schema, 200_000, 0, random);
        for (WindowMode mode : WindowMode.values()) {
            Path file = directory.resolve("rows.arrow");
            ColumnFiles.write(file, schema, rows, 256 << 20, 8000, random);
            long[] seen = {0};
            assertThatThrownBy(() -> ColumnFile.scan(file, List.of("a"), mode)
                            .using(Execution.builder().threads(1).build())
                            .forEach(row -> {
                                if (seen[0]++ == 100) {
                                    try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
                                        other.setLength(500_000);
                                    } catch (IOException failure) {
                                        fail(failure);
                                    }
                                }
                            }))
                    .as(mode.toString())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void aTextThatHasNoRoomIsAnErrorOfMemory() throws IOException {
        Schema schema = Schema.builder().add("a", DataType.STRING).build();
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, List.of(new Object[][] {{"a".repeat(8 << 20)}}), 256 << 20, 10, random);
        assertThatThrownBy(() -> ColumnFile.scan(file)
                        .using(Execution.builder().memoryLimit(4 << 20).build())
                        .forEach(row -> {}))
                .isInstanceOf(MemoryLimitException.class);
    }
}
