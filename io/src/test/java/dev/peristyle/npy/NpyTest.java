package dev.peristyle.npy;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.RowValues;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose bytes are put together here as NumPy's page on its format says, field by field. */
@Timeout(600)
class NpyTest {

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** A file: magic, version, length of the header, the header with spaces up to a multiple of 64 and a line feed, the data. */
    static byte[] spec(int version, String header, byte[] data) {
        byte[] text = header.getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        int begin = version == 1 ? 10 : 12;
        int total = (begin + text.length + 1 + 63) / 64 * 64;
        ByteBuffer bytes = ByteBuffer.allocate(total + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) (total - begin));
        } else {
            bytes.putInt(total - begin);
        }
        bytes.put(text);
        while (bytes.position() < total - 1) {
            bytes.put((byte) ' ');
        }
        return bytes.put((byte) '\n').put(data).array();
    }

    static String header(String descr, String shape) {
        return "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
    }

    static byte[] little(int size, Object... values) {
        return put(ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN), values);
    }

    static byte[] big(int size, Object... values) {
        return put(ByteBuffer.allocate(size).order(ByteOrder.BIG_ENDIAN), values);
    }

    private static byte[] put(ByteBuffer bytes, Object... values) {
        for (Object value : values) {
            if (value instanceof Byte each) {
                bytes.put(each);
            } else if (value instanceof Short each) {
                bytes.putShort(each);
            } else if (value instanceof Integer each) {
                bytes.putInt(each);
            } else if (value instanceof Long each) {
                bytes.putLong(each);
            } else if (value instanceof Float each) {
                bytes.putFloat(each);
            } else if (value instanceof Double each) {
                bytes.putDouble(each);
            } else {
                bytes.put((byte[]) value);
            }
        }
        byte[] written = new byte[bytes.capacity()];
        bytes.rewind().get(written);
        return written;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("a.npy"), bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPlainArrayIsAColumn(int version) throws IOException {
        byte[] bytes = spec(version, header("'<i4'", "(3,)"), little(12, 1, -2, 3));
        assertThat(RowValues.of(Npy.scan(file(bytes)))).isEqualTo(List.of(List.of(1), List.of(-2), List.of(3)));
        assertThat(Npy.scan(file(bytes)).schema())
                .isEqualTo(Schema.builder().add("value", DataType.INT).build());
        byte[] turned = spec(version, header("'>f8'", "(2,)"), big(16, 1.5, -2.0));
        assertThat(RowValues.of(Npy.scan(file(turned)))).isEqualTo(List.of(List.of(1.5), List.of(-2.0)));
    }

    @Test
    void aStructuredArrayHasAColumnForEachField() throws IOException {
        String descr =
                "[('id', '<u2'), ('', '|V2'), (('a title', 'größe'), '>f4'), (\"it's\", '|b1'), ('day', '<M8[D]'),"
                        + " ('at', '<M8[ms]'), ('took', '>m8[s]'), ('word', '<U2'), ('code', '|S3'), ('raw', '|V2')]";
        byte[] data = little(
                48,
                (short) 65535,
                (short) 0,
                big(4, 2.5f),
                (byte) 1,
                19_000L,
                1_500L,
                big(8, 90L),
                (int) 'é',
                0,
                new byte[] {'o', 'k', 0},
                new byte[] {9, 0});
        Path file = file(spec(1, header(descr, "(1,)"), Arrays.copyOf(data, 46)));
        Pipeline scan = Npy.scan(file);
        assertThat(scan.schema())
                .isEqualTo(Schema.builder()
                        .add("id", DataType.UNSIGNED_SHORT)
                        .add("größe", DataType.FLOAT)
                        .add("it's", DataType.BOOLEAN)
                        .add("day", DataType.DATE)
                        .add("at", DataType.localTimestamp(Resolution.MILLIS))
                        .add("took", DataType.duration(Resolution.SECONDS))
                        .add("word", DataType.STRING)
                        .add("code", DataType.STRING)
                        .add("raw", DataType.fixedBinary(2))
                        .build());
        try (RowCursor row = scan.rows()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt("id")).isEqualTo(65535);
            assertThat(row.getFloat("größe")).isEqualTo(2.5f);
            assertThat(row.getBoolean("it's")).isTrue();
            assertThat(row.getDate("day")).isEqualTo(LocalDate.ofEpochDay(19_000));
            assertThat(row.getLocalTimestamp(4)).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 1, 500_000_000));
            assertThat(row.getDuration("took")).isEqualTo(Duration.ofSeconds(90));
            assertThat(row.getString("word")).isEqualTo("é");
            assertThat(row.getString("code")).isEqualTo("ok");
            assertThat(row.getBytes("raw")).containsExactly(9, 0);
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void anArrayOfTwoDimensionsHasAColumnForEachOfItsColumns() throws IOException {
        Path file = file(spec(
                1, header("'<i2'", "(2, 3)"), little(12, (short) 1, (short) 2, (short) 3, (short) 4, (short) 5, (short)
                        6)));
        assertThat(Npy.scan(file).schema().names()).containsExactly("c0", "c1", "c2");
        assertThat(RowValues.of(Npy.scan(file, List.of("a", "b", "c")).select("c", "a")))
                .hasToString("[[3, 1], [6, 4]]");
        assertThatThrownBy(() -> Npy.scan(file, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 names do not fit")
                .hasMessageContaining("which has 3 columns");
    }

    @Test
    void notATimeIsNull() throws IOException {
        Path file = file(spec(1, header("'<M8[us]'", "(2,)"), little(16, Long.MIN_VALUE, 7L)));
        List<List<Object>> rows = RowValues.of(Npy.scan(file));
        assertThat(rows.get(0).get(0)).isNull();
        Path copy = directory.resolve("b.npy");
        Npy.scan(file).write(Npy.to(copy));
        assertThat(RowValues.of(Npy.scan(copy))).isEqualTo(rows);
        Path days = file(spec(1, header("'<M8[D]'", "(2,)"), little(16, Long.MIN_VALUE, 7L)));
        assertThat(RowValues.of(Npy.scan(days)).get(0).get(0)).isNull();
        Npy.scan(days).write(Npy.to(copy));
        assertThat(copy).hasSameBinaryContentAs(days);
    }

    @Test
    void oldAndOddHeadersAreRead() throws IOException {
        assertThat(RowValues.of(Npy.scan(
                        file(spec(1, "{'shape': (1L,), 'fortran_order': True, 'descr': \"|i1\"}", new byte[] {5})))))
                .hasToString("[[5]]");
        assertThat(RowValues.of(Npy.scan(file(spec(2, header("'<i4'", "()"), little(4, 7))))))
                .hasToString("[[7]]");
        assertThat(Npy.scan(file(spec(1, header("'<i4'", "(0,)"), new byte[0]))).count())
                .isZero();
        assertThat(Npy.scan(file(spec(1, header("'<i4'", "(0, 2)"), new byte[0])))
                        .count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void whatIsWrittenIsWhatThePageSays(int threads) throws IOException {
        Path file = directory.resolve("a.npy");
        Path out = directory.resolve("out.npy");
        byte[] longs = little(800_000);
        ByteBuffer values = ByteBuffer.wrap(longs).order(ByteOrder.LITTLE_ENDIAN);
        for (long value = 0; value < 100_000; value++) {
            values.putLong(value);
        }
        Files.write(file, spec(1, header("'<i8'", "(100000,)"), longs));
        Execution execution = Execution.builder().threads(threads).build();
        Npy.scan(file).using(execution).write(Npy.to(out));
        assertThat(Files.readAllBytes(out)).isEqualTo(Files.readAllBytes(file));
        Npy.scan(file)
                .using(execution)
                .filter(col("value").lt(2))
                .with("half", col("value").cast(DataType.DOUBLE).dividedBy(2.0))
                .write(Npy.to(out));
        assertThat(Files.readAllBytes(out))
                .isEqualTo(
                        spec(1, header("[('value', '<i8'), ('half', '<f8')]", "(2,)"), little(32, 0L, 0.0, 1L, 0.5)));
        Npy.scan(file)
                .using(execution)
                .filter(col("value").lt(2))
                .with("b", col("value").times(3))
                .write(Npy.toMatrix(out));
        assertThat(Files.readAllBytes(out)).isEqualTo(spec(1, header("'<i8'", "(2, 2)"), little(32, 0L, 0L, 1L, 3L)));
        Npy.scan(file)
                .using(execution)
                .filter(col("value").lt(1))
                .rename("value", "€")
                .with("s", col("€").cast(DataType.STRING))
                .write(Npy.to(out, Map.of("s", 2)));
        assertThat(Files.readAllBytes(out))
                .isEqualTo(spec(3, header("[('€', '<i8'), ('s', '<U2')]", "(1,)"), little(16, 0L, (int) '0', 0)));
    }

    @Test
    void whatNumPyHasNoTypeForIsRefused() throws IOException {
        Path out = directory.resolve("out.npy");
        Pipeline rows = Npy.scan(file(spec(1, header("'<i4'", "(3,)"), little(12, 1, -2, 3))));
        assertRefused(
                () -> rows.with("d", col("value").cast(DataType.decimal(12, 2))).write(Npy.to(out)),
                "column 'd' is of type decimal(12,2), which NumPy has no type for. Cast it to double");
        assertRefused(
                () -> rows.with("s", col("value").cast(DataType.STRING)).write(Npy.to(out)),
                "without a length. Say how many characters it has at most");
        assertRefused(() -> rows.write(Npy.to(out, Map.of("s", 3))), "there is no column 's' of strings");
        assertRefused(
                () -> rows.with("f", col("value").cast(DataType.DOUBLE)).write(Npy.toMatrix(out)),
                "column 'f' is of type double and the first one of type int");
        assertThatThrownBy(
                        () -> rows.with("s", col("value").cast(DataType.STRING)).write(Npy.to(out, Map.of("s", 1))))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("row 1 (the first is 0)")
                .hasMessageContaining("'-2' of 2 bytes does not fit");
        assertThatThrownBy(() -> rows.write(Npy.to(Path.of("/dev/null"))))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("/dev/null: it is no regular file, but its header has the number of rows");
        assertThat(out).doesNotExist();
    }

    private static void assertRefused(Runnable write, String message) {
        assertThatThrownBy(write::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private void assertMalformed(byte[] bytes, String message) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> Npy.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("a.npy: it", message);
    }

    @Test
    void whatIsNotReadSaysWhy() throws IOException {
        byte[] four = little(4, 7);
        assertMalformed("PK".getBytes(StandardCharsets.UTF_8), "it is no file of NumPy");
        assertMalformed(spec(4, header("'<i4'", "(1,)"), four), "its version is 4.0");
        assertMalformed(
                spec(1, header("'<i4'", "(2,)"), four), "its shape [2] of 4 bytes a row does not go with the 4");
        assertMalformed(spec(1, header("'<i4'", "(1,)"), new byte[5]), "it was cut off, or there is more in it");
        assertMalformed(spec(1, header("'<i4'", "(9223372036854775807,)"), four), "does not go with the 4 bytes");
        assertMalformed(spec(1, header("'<i4'", "(4611686018427387905,)"), four), "does not go with the 4 bytes");
        assertMalformed(spec(1, header("'<i4'", "(99999999999999999999,)"), four), "a number of at most 64 bits");
        assertMalformed(spec(1, header("'<i4'", "(1, 1, 1)"), four), "arrays of one dimension, and of two");
        assertMalformed(spec(1, header("'<i4'", "(1, 99999999)"), four), "it has 99999999 columns");
        assertMalformed(spec(1, header("[('a', '<i4')]", "(1, 1)"), four), "its shape is [1, 1] of records");
        assertMalformed(
                spec(1, "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2)}", new byte[8]), "(Fortran order)");
        assertMalformed(spec(1, header("'|O'", "(1,)"), new byte[8]), "it is an object of Python");
        assertMalformed(spec(1, header("'<f16'", "(1,)"), new byte[16]), "it is of type <f16, which is not read");
        assertMalformed(spec(1, header("'<M8[h]'", "(1,)"), new byte[8]), "it is of type <M8[h]");
        assertMalformed(spec(1, header("'|i4'", "(1,)"), four), "it is of type |i4");
        assertMalformed(spec(1, header("'|S0'", "(1,)"), new byte[0]), "it is of type |S0");
        assertMalformed(spec(1, header("[('a', [('b', '<i4')])]", "(1,)"), four), "its field 'a' is a record within");
        assertMalformed(spec(1, header("[('a', '<i2', (2,))]", "(1,)"), four), "its field 'a' has several values");
        assertMalformed(spec(1, header("[('a', '<i2'), ('a', '<i2')]", "(1,)"), four), "its field 'a' occurs twice");
        assertMalformed(spec(1, header("[('', '|V4')]", "(1,)"), four), "its records have no fields");
        assertMalformed(
                spec(1, header("[('a', '|V999999999'), ('b', '|V999999999')]", "(0,)"), new byte[0]),
                "its rows have more");
        assertMalformed(spec(1, "{'descr': '<i4', 'shape': (1,)}", four), "its header has to be a dictionary of");
        assertMalformed(spec(1, "{'descr': __import__('os'), 'shape': (1,)}", four), "its header cannot be read, at");
        assertMalformed(spec(1, "[".repeat(5000), four), "fewer brackets within brackets");
        assertMalformed(spec(1, "{'descr': '<i4", four), "the end of a string");
        byte[] endless = spec(2, header("'<i4'", "(1,)"), four);
        Arrays.fill(endless, 8, 12, (byte) 0xFF);
        assertMalformed(endless, "its header is said to have 4294967295 bytes, but 1048576 are the most");
        byte[] cut = spec(1, header("'<i4'", "(1,)"), four);
        assertMalformed(Arrays.copyOf(cut, 40), "but the file ends before");
    }

    @Test
    void aFlippedBitIsReadOrAnError() throws IOException {
        byte[] good = spec(
                1,
                header("[('a', '<i4'), ('b', '<U1'), ('c', '|b1')]", "(2,)"),
                little(18, 1, (int) 'x', (byte) 1, 2, (int) 'y', (byte) 0));
        for (int bit = 0; bit < 8 * good.length; bit++) {
            readOrRefuse(flipped(good, bit));
        }
        Random random = Seeds.fresh();
        int tries = Integer.getInteger("peristyle.test.flips", 300);
        for (int round = 0; round < tries; round++) {
            byte[] bytes = good;
            for (int flips = 2 + random.nextInt(6); flips > 0; flips--) {
                bytes = flipped(bytes, random.nextInt(8 * good.length));
            }
            readOrRefuse(random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }

    private void readOrRefuse(byte[] bytes) throws IOException {
        Path file = file(bytes);
        try {
            RowValues.of(Npy.scan(file).using(Execution.builder().threads(1).build()));
        } catch (PeristyleException refused) {
            assertThat(refused).hasMessageContaining("a.npy");
        }
    }

    @Test
    void severalFilesHaveOneType() throws IOException {
        Path first = Files.write(directory.resolve("1.npy"), spec(1, header("'<i4'", "(1,)"), little(4, 1)));
        Path second = Files.write(directory.resolve("2.npy"), spec(2, header("'<i4'", "(2,)"), little(8, 2, 3)));
        assertThat(RowValues.of(Npy.scan(List.of(first, second, first)))).hasToString("[[1], [2], [3], [1]]");
        Path other = Files.write(directory.resolve("3.npy"), spec(1, header("'>i4'", "(1,)"), big(4, 1)));
        assertThatThrownBy(() -> Npy.scan(List.of(first, other)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("3.npy has the columns");
        Pipeline scan = Npy.scan(first);
        Files.write(first, spec(1, header("'<i8'", "(1,)"), little(8, 1L)));
        assertThatThrownBy(scan::count)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("as the first file has it and had it when it was described");
    }

    @Test
    void longHeadersHaveTheNextVersion() throws IOException {
        Pipeline rows = Npy.scan(file(spec(1, header("'|i1'", "(1,)"), new byte[] {5})));
        for (int column = 0; column < 30; column++) {
            rows = rows.with("x".repeat(2500) + column, col("value"));
        }
        Path out = directory.resolve("out.npy");
        rows.write(Npy.to(out));
        assertThat(Files.readAllBytes(out)).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0);
        assertThat(RowValues.of(Npy.scan(out)).get(0)).hasSize(31).containsOnly((byte) 5);
    }
}
