package dev.peristyle.record;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.internal.fixedwidth.FixedWidthSource;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what their layout says, and rows that do not fit: an error with its place, and nothing left behind. */
@Timeout(600)
class RecordErrorsTest {

    private static final int ROWS = 3000;

    private static final RecordLayout PAIRS = RecordLayout.builder()
            .field("id", FieldType.int32())
            .field("value", FieldType.int32())
            .build();

    @TempDir
    private Path directory;

    private List<MemoryPool> pools;

    @BeforeEach
    void remember() {
        pools = MemoryPool.openRoots();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(Resources.of(directory)).isEmpty();
        assertThat(pools).containsAll(MemoryPool.openRoots());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private Path file(byte... bytes) throws IOException {
        return Files.write(directory.resolve("in.bin"), bytes);
    }

    private static void assertMalformed(Pipeline scan, long offset, String column, String... parts) {
        assertThatThrownBy(() -> scan.forEach(row -> row.rowNumber()))
                .isInstanceOfSatisfying(MalformedDataException.class, failure -> {
                    assertThat(failure.byteOffset()).isEqualTo(offset);
                    assertThat(failure.column()).isEqualTo(column);
                    assertThat(failure.file()).endsWith("in.bin");
                })
                .hasMessageContainingAll(parts);
    }

    private Pipeline one(FieldType type, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            content[at] = (byte) bytes[at];
        }
        RecordLayout layout = RecordLayout.builder().field("f", type).build();
        return BinaryRecords.scan(file(content), layout);
    }

    @Test
    void bytesThatAreNoValueAreShown() throws IOException {
        assertMalformed(
                one(FieldType.packedDecimal(3, 0), 0x12, 0x3C, 0x12, 0xA3),
                2,
                "f",
                "in.bin, record 1 (the first is 0), field 'f' at byte 2: 0x12a3 is no packed decimal(3,0)",
                "check offset, type and byte order");
        assertMalformed(one(FieldType.packedDecimal(2, 0), 0x12, 0x3C), 0, "f", "0x123c is no packed decimal(2,0)");
        assertMalformed(
                one(FieldType.packedDecimal(20, 0), 0x40, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0x40), 0, "f", "0x4040");
        assertMalformed(
                one(FieldType.zonedDecimal(2, 0), '1', ' '), 0, "f", "0x3120 is no zoned decimal(2,0) in ASCII");
        assertMalformed(one(FieldType.zonedDecimal(2, 0), 'A', '1'), 0, "f", "0x4131");
        assertMalformed(
                one(FieldType.zonedDecimalEbcdic(2, 0), 0xF1, 0x40), 0, "f", "in EBCDIC: F0 to F9 are expected");
        assertMalformed(one(FieldType.bool(), 0, 1, 2), 2, "f", "0x02 is neither 0 nor 1");
        assertMalformed(one(FieldType.ascii(3), 'a', 0xE9, ' '), 0, "f", "0x61e920 is not all ASCII; read it as UTF-8");
        assertMalformed(one(FieldType.decimal(2, 3, 0), 0xE7, 3, 0xE8, 3), 2, "f", "out of the range of decimal(3,0)");
        assertMalformed(one(FieldType.utf32(1), 0, 0xD8, 0, 0), 0, "f", "a number that is no character");
        assertMalformed(
                one(FieldType.time(Resolution.SECONDS), 0x80, 0x51, 1, 0, 0, 0, 0, 0), 0, "f", "range of time(s)");
        assertMalformed(
                one(FieldType.timestamp(Resolution.SECONDS), 0, 0, 0, 0, 0, 0, 0, 0x7F),
                0,
                "f",
                "range of timestamp(s)");
        assertThat(one(FieldType.bool(), 0, 1, 2).count()).isEqualTo(3);
    }

    @Test
    void filesThatDoNotConsistOfRecordsAreRefusedAtOnce() throws IOException {
        Path file = file(new byte[21]);
        assertThatThrownBy(() -> BinaryRecords.scan(file, PAIRS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(
                        "in.bin ends within record 2 (the first is 0): from byte 16 on there are 5 of 8 bytes",
                        "ignorePartialRecord()");
        RecordLayout lenient = RecordLayout.builder()
                .field("id", FieldType.int64())
                .ignorePartialRecord()
                .build();
        assertThat(BinaryRecords.scan(file, lenient).count()).isEqualTo(2);
        RecordLayout framed = RecordLayout.builder()
                .field("id", FieldType.int64())
                .headerLength(20)
                .footerLength(2)
                .build();
        assertThatThrownBy(() -> BinaryRecords.scan(file, framed))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("has 21 bytes, which is less than the 20 of its header and the 2 of its footer");
        assertThatThrownBy(() -> BinaryRecords.scan(directory.resolve("no.bin"), PAIRS))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no.bin: there is no such file");
        assertThatThrownBy(() -> BinaryRecords.scan(List.of(), PAIRS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no file to read");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void rowsBeforeAnErrorAreDelivered(int threads) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(3 * ROWS);
        for (int row = 0; row < ROWS; row++) {
            bytes.putShort((short) row).put((byte) (row == 2345 ? 9 : row % 2));
        }
        RecordLayout layout = RecordLayout.builder()
                .bigEndian()
                .field("id", FieldType.int16())
                .field("odd", FieldType.bool())
                .build();
        Path file = file(bytes.array());
        Pipeline scan = Pipeline.from(
                        new FixedWidthSource(List.of(file), layout.format(), layout.extent(), WindowMode.READ, 500))
                .using(Execution.builder().threads(threads).build());
        try (RowCursor row = scan.rows()) {
            for (int expected = 0; expected < 2345; expected++) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(0)).isEqualTo(expected);
            }
            assertThatThrownBy(row::next)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("record 2345 (the first is 0), field 'odd' at byte 7037: 0x09");
        }
        assertThat(scan.select("id").count()).isEqualTo(ROWS);
        // a condition that has no answer names the place as well
        assertThatThrownBy(
                        () -> scan.filter(col("id").times(Long.MAX_VALUE).ge(0)).count())
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("in.bin, record 2 (the first is 0)");
    }

    private Pipeline pairs(int threads) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * ROWS);
        for (int row = 0; row < ROWS; row++) {
            bytes.putInt(Integer.reverseBytes(row)).putInt(Integer.reverseBytes(row == 2222 ? 300 : row % 100));
        }
        Path file = file(bytes.array());
        return Pipeline.from(new FixedWidthSource(List.of(file), PAIRS.format(), PAIRS.extent(), WindowMode.READ, 500))
                .using(Execution.builder().threads(threads).build());
    }

    private static RecordLayout narrow(FieldType type) {
        return RecordLayout.builder()
                .field("id", FieldType.int32())
                .field("value", type)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void valuesThatDoNotFitNameTheirRow(int threads) throws IOException {
        Path out = Files.writeString(directory.resolve("out.bin"), "before");
        assertThatThrownBy(() -> pairs(threads).write(BinaryRecords.to(out, narrow(FieldType.int8()))))
                .isInstanceOf(ComputationException.class)
                .hasMessage(
                        "row 2222 (the first is 0) of " + out + ", field 'value': 300 does not fit in byte of 1 bytes."
                                + " Cast or filter it, or take another type for the field");
        assertThat(out).hasContent("before");
        pairs(threads).filter(col("value").lt(128)).write(BinaryRecords.to(out, narrow(FieldType.int8())));
        assertThat(out).hasSize(5L * (ROWS - 1));
    }

    @Test
    void whatHasNoPlaceInAFieldIsRefused() throws IOException {
        Pipeline rows = pairs(2);
        Path out = directory.resolve("out.bin");
        assertFails(
                rows.with("value", col("value").cast(DataType.STRING)),
                FieldType.ascii(2),
                "row 2222",
                "'300' of 3 bytes does not fit in string of 2 bytes: it has to be ASCII, no longer than the field");
        assertFails(rows, FieldType.int32().nullAs(42), "row 42", "42 does not fit", "where 42 stands for null");
        assertThatThrownBy(() -> rows.write(BinaryRecords.to(out, narrow(FieldType.float64()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'value' is of type int, which is not written as double to " + out);
        assertThatThrownBy(() -> rows.select("id").write(BinaryRecords.to(out, PAIRS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a field 'value', but the rows have no such column; they have [id]");
        assertThatThrownBy(() -> rows.with("more", col("id")).write(BinaryRecords.to(out, PAIRS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no fields for the columns [more], which would be lost");
        assertThatThrownBy(() -> BinaryRecords.to(out, PAIRS, new byte[1], new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the header has 1 bytes, but that of the layout has 0");
        assertThat(out).doesNotExist();
    }

    @Test
    void nullHasAPlaceOnlyWhereSomethingStandsForIt() throws IOException {
        RecordLayout nullable = RecordLayout.builder()
                .field("id", FieldType.int32())
                .field("value", FieldType.int32().nullAs(5))
                .build();
        Path file = directory.resolve("in.bin");
        pairs(1);
        Pipeline rows = BinaryRecords.scan(file, nullable);
        assertFails(rows, FieldType.int32(), "row 5 ", "field 'value': null has no place in it. Replace nulls");
        assertFails(rows, FieldType.packedDecimal(3, 0), "which is not written as decimal(3,0)");
        Path out = directory.resolve("out.bin");
        rows.write(BinaryRecords.to(out, narrow(FieldType.int32().nullAs(-1))));
        assertThat(BinaryRecords.scan(out, PAIRS).filter(col("value").eq(-1)).count())
                .isEqualTo(ROWS / 100);
    }

    private void assertFails(Pipeline rows, FieldType type, String... parts) {
        assertThatThrownBy(() -> rows.write(BinaryRecords.to(new ByteArrayOutputStream(), narrow(type))))
                .hasMessageContainingAll(parts);
    }

    @Test
    void aFullDiskIsAnError() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        assertThatThrownBy(() -> pairs(2).write(BinaryRecords.to(full, PAIRS)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void aRecordThatHasNoRoomInMemoryIsAnError() throws IOException {
        RecordLayout huge =
                RecordLayout.builder().field("f", 20_000_000, FieldType.int8()).build();
        Path file = directory.resolve("in.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L * huge.recordLength());
        }
        Pipeline scan = BinaryRecords.scan(file, huge);
        assertThatThrownBy(() -> scan.using(
                                Execution.builder().memoryLimit(8 << 20).build())
                        .forEach(row -> {}))
                .isInstanceOf(MemoryLimitException.class);
        assertThat(RandomRecords.read(scan)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsCutOffWhileItIsReadIsAnError(WindowMode mode) throws IOException {
        pairs(1);
        Path file = directory.resolve("in.bin");
        Pipeline scan = Pipeline.from(new FixedWidthSource(List.of(file), PAIRS.format(), PAIRS.extent(), mode, 4096))
                .using(Execution.builder().threads(1).build());
        assertThatThrownBy(() -> scan.forEach(row -> {
                    if (row.getInt("id") == 700) {
                        truncate(file);
                    }
                }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("in.bin was truncated while it was being read");
    }

    @Test
    void aFileThatIsWrittenToWhileItIsReadIsAnError() throws IOException {
        pairs(1);
        Path file = directory.resolve("in.bin");
        assertThatThrownBy(() -> BinaryRecords.scan(file, PAIRS).forEach(row -> {
                    if (row.getInt("id") == 700) {
                        append(file);
                    }
                }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("in.bin was written to while it was being read");
    }

    private static void truncate(Path file) {
        try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
            shorter.setLength(5000);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[8], StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
