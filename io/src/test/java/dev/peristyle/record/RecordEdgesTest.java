package dev.peristyle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MalformedDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last value that fits and the first that does not; spellings that are read and never written. */
class RecordEdgesTest {

    @TempDir
    private Path directory;

    private Pipeline scan(FieldType type, byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("in.bin"), bytes);
        return BinaryRecords.scan(file, RecordLayout.builder().field("f", type).build());
    }

    private Object read(FieldType type, byte[] bytes) throws IOException {
        return RandomRecords.read(scan(type, bytes)).get(0)[0];
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @ParameterizedTest
    @CsvSource({"123C, 123", "123F, 123", "123A, 123", "123E, 123", "123D, -123", "123B, -123", "000D, 0"})
    void everySignOfPackedDecimalsIsRead(String digits, BigDecimal value) throws IOException {
        assertThat(read(FieldType.packedDecimal(3, 0), hex(digits))).isEqualTo(value);
        assertThat(read(FieldType.packedDecimal(31, 0), hex("0".repeat(28) + digits)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "1B, 12", "1K, -12", "1r, -12", "1{, 10", "1}, -10", "1p, -10"})
    void everySignOfZonedDecimalsIsRead(String text, BigDecimal value) throws IOException {
        assertThat(read(FieldType.zonedDecimal(2, 0), text.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(value);
        String wide = "0".repeat(18) + text;
        assertThat(read(FieldType.zonedDecimal(20, 0), wide.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1239", "1230", "A23C", "12DC", "40404040"})
    void whatIsNoPackedDecimalIsRefused(String digits) throws IOException {
        byte[] bytes = hex(digits);
        assertThatThrownBy(() -> read(FieldType.packedDecimal(2 * bytes.length - 1, 0), bytes))
                .isInstanceOf(MalformedDataException.class);
    }

    private static byte[] wide(BigInteger value) {
        return ByteBuffer.allocate(16)
                .putLong(value.shiftRight(64).longValue())
                .putLong(value.longValue())
                .array();
    }

    @Test
    void decimalsEndAtTheirPrecision() throws IOException {
        FieldType small = FieldType.decimal(4, 5, 0).bigEndian();
        FieldType large = FieldType.decimal(16, 20, 0).bigEndian();
        BigInteger most = BigInteger.TEN.pow(20).subtract(BigInteger.ONE);
        for (int sign : new int[] {1, -1}) {
            assertThat(read(small, ByteBuffer.allocate(4).putInt(sign * 99_999).array()))
                    .isEqualTo(BigDecimal.valueOf(sign * 99_999L));
            assertThatThrownBy(() -> read(
                            small, ByteBuffer.allocate(4).putInt(sign * 100_000).array()))
                    .hasMessageContaining("out of the range of decimal(5,0)");
            BigInteger last = most.multiply(BigInteger.valueOf(sign));
            assertThat(read(large, wide(last))).isEqualTo(new BigDecimal(last));
            BigInteger beyond = last.add(BigInteger.valueOf(sign));
            assertThatThrownBy(() -> read(large, wide(beyond))).hasMessageContaining("range of decimal(20,0)");
        }
        assertThatThrownBy(() -> read(large, wide(BigInteger.ONE.shiftLeft(127).negate())))
                .hasMessageContaining("range of decimal(20,0)");
    }

    @Test
    void oneByteThatIsNotAsciiIsFoundAnywhere() throws IOException {
        for (int length = 1; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = "a".repeat(length).getBytes(StandardCharsets.US_ASCII);
                bytes[at] = (byte) 0x80;
                FieldType type = FieldType.ascii(length);
                assertThatThrownBy(() -> read(type, bytes)).hasMessageContaining("is not all ASCII");
            }
        }
    }

    @Test
    void paddingThatBelongsToATextIsNotWritten() throws IOException {
        Pipeline after = scan(FieldType.utf8(3).unpadded(), new byte[] {'a', 'b', ' '});
        refused(after, FieldType.ascii(5), "not end with padding");
        written(after, FieldType.ascii(5).paddedBefore(), "  ab ");
        Pipeline before = scan(FieldType.utf8(3).unpadded(), new byte[] {' ', 'b', 'c'});
        refused(before, FieldType.ascii(5).paddedBefore(), "not begin with padding");
        written(before, FieldType.ascii(5), " bc  ");
    }

    private static void refused(Pipeline rows, FieldType type, String reason) {
        RecordLayout layout = RecordLayout.builder().field("f", type).build();
        assertThatThrownBy(() -> rows.write(BinaryRecords.to(new ByteArrayOutputStream(), layout)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining(reason);
    }

    private static void written(Pipeline rows, FieldType type, String expected) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rows.write(BinaryRecords.to(out, RecordLayout.builder().field("f", type).build()));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }
}
