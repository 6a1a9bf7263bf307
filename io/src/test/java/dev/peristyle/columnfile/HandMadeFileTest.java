package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.file.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of one column that Arrow Java does not write, put together here as the specification says. */
class HandMadeFileTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<long[]> dictionaries = new ArrayList<>();
    private final List<long[]> batches = new ArrayList<>();
    private short endianness = Endianness.Little;
    private boolean hasMarker = true;

    /** What batches say that they are compressed with. */
    private Byte codec;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** Adds a batch without nulls, of values that lie one after the other. */
    private void batch(List<long[]> places, long dictionary, boolean isDelta, int rows, byte[] values) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startNodesVector(builder, 1);
        FieldNode.createFieldNode(builder, rows, 0);
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, 2);
        Buffer.createBuffer(builder, 0, values.length);
        Buffer.createBuffer(builder, 0, 0);
        int buffers = builder.endVector();
        int compression =
                codec == null ? 0 : BodyCompression.createBodyCompression(builder, codec, BodyCompressionMethod.BUFFER);
        int batch = RecordBatch.createRecordBatch(builder, rows, nodes, buffers, compression, 0);
        boolean isDictionary = places == dictionaries;
        int header = isDictionary ? DictionaryBatch.createDictionaryBatch(builder, dictionary, batch, isDelta) : batch;
        byte kind = isDictionary ? MessageHeader.DictionaryBatch : MessageHeader.RecordBatch;
        int body = (values.length + 7) / 8 * 8;
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, body, 0));
        byte[] message = builder.sizedByteArray();
        int prefix = hasMarker ? 8 : 4;
        int metadata = (prefix + message.length + 7) / 8 * 8;
        ByteBuffer bytes = ByteBuffer.allocate(metadata + body).order(ByteOrder.LITTLE_ENDIAN);
        if (hasMarker) {
            bytes.putInt(-1);
        }
        bytes.putInt(metadata - prefix).put(message).position(metadata).put(values);
        places.add(new long[] {out.size(), metadata, body});
        out.writeBytes(bytes.array());
    }

    private interface FieldMaker {
        int make(FlatBufferBuilder builder);
    }

    private Path file(FieldMaker field) throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int fields = Schema.createFieldsVector(builder, new int[] {field.make(builder)});
        int schema = Schema.createSchema(builder, endianness, fields, 0, 0);
        Footer.startDictionariesVector(builder, dictionaries.size());
        int first = blocks(builder, dictionaries);
        Footer.startRecordBatchesVector(builder, batches.size());
        int second = blocks(builder, batches);
        builder.finish(Footer.createFooter(builder, MetadataVersion.V5, schema, first, second, 0));
        byte[] footer = builder.sizedByteArray();
        out.writeBytes(footer);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array());
        out.writeBytes("ARROW1".getBytes(StandardCharsets.US_ASCII));
        return Files.write(directory.resolve("made.arrow"), out.toByteArray());
    }

    private static int blocks(FlatBufferBuilder builder, List<long[]> places) {
        for (int at = places.size() - 1; at >= 0; at--) {
            Block.createBlock(builder, places.get(at)[0], (int) places.get(at)[1], places.get(at)[2]);
        }
        return builder.endVector();
    }

    private void begin() {
        out.writeBytes("ARROW1\0\0".getBytes(StandardCharsets.US_ASCII));
    }

    private static int field(FlatBufferBuilder builder, byte kind, int type, int dictionary) {
        return Field.createField(builder, builder.createString("a"), true, kind, type, dictionary, 0, 0);
    }

    private static int ofInts(FlatBufferBuilder builder) {
        return field(builder, Type.Int, Int.createInt(builder, 32, true), 0);
    }

    /** Integers by a dictionary, whose positions have one byte. */
    private static int byDictionary(FlatBufferBuilder builder) {
        int index = Int.createInt(builder, 8, true);
        int dictionary =
                DictionaryEncoding.createDictionaryEncoding(builder, 7, index, false, DictionaryKind.DenseArray);
        return field(builder, Type.Int, Int.createInt(builder, 32, true), dictionary);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static List<Object> values(Path file) {
        try (Table table = ColumnFile.scan(file).collect()) {
            return BoxedRows.of(table).stream().map(row -> row[0]).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesWithAndWithoutAMarkerAreRead(boolean marked) throws IOException {
        hasMarker = marked;
        begin();
        batch(batches, 0, false, 3, ints(1, -2, 3));
        batch(batches, 0, false, 1, ints(4));
        assertThat(values(file(HandMadeFileTest::ofInts))).containsExactly(1, -2, 3, 4);
    }

    @Test
    void deltasAreAddedToTheirDictionary() throws IOException {
        begin();
        batch(dictionaries, 7, false, 2, ints(10, 20));
        batch(dictionaries, 8, false, 1, ints(99));
        batch(batches, 0, false, 3, new byte[] {0, 3, 1});
        batch(dictionaries, 7, true, 2, ints(30, 40));
        batch(batches, 0, false, 2, new byte[] {2, 0});
        assertThat(values(file(HandMadeFileTest::byDictionary))).containsExactly(10, 40, 20, 30, 10);
    }

    @Test
    void aPositionOutsideOfTheDictionaryIsAnError() throws IOException {
        for (byte position : new byte[] {2, -1, 127}) {
            out.reset();
            dictionaries.clear();
            batches.clear();
            begin();
            batch(dictionaries, 7, false, 2, ints(10, 20));
            batch(batches, 0, false, 3, new byte[] {0, 1, position});
            Path file = file(HandMadeFileTest::byDictionary);
            assertThatThrownBy(() -> values(file))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("row 2: its position is not in the dictionary of 2 values");
        }
    }

    @Test
    void aDictionaryThatIsReplacedIsAnError() throws IOException {
        begin();
        batch(dictionaries, 7, false, 2, ints(10, 20));
        batch(dictionaries, 7, false, 2, ints(30, 40));
        batch(batches, 0, false, 1, new byte[] {0});
        Path file = file(HandMadeFileTest::byDictionary);
        assertThatThrownBy(() -> values(file)).hasMessageContaining("it replaces dictionary 7");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void narrowDecimalsAreRead(int bits) throws IOException {
        begin();
        ByteBuffer two = ByteBuffer.allocate(bits / 4).order(ByteOrder.LITTLE_ENDIAN);
        byte[] values = bits == 32
                ? two.putInt(-12345).putInt(999_999_999).array()
                : two.putLong(-12345).putLong(999_999_999).array();
        batch(batches, 0, false, 2, values);
        assertThat(values(file(builder -> field(builder, Type.Decimal, Decimal.createDecimal(builder, 9, 2, bits), 0))))
                .containsExactly(new BigDecimal("-123.45"), new BigDecimal("9999999.99"));
    }

    @Test
    void aDecimalOfMoreDigitsThanItsTypeIsAnError() throws IOException {
        begin();
        batch(batches, 0, false, 3, ints(1, 100_000, 2));
        Path file = file(builder -> field(builder, Type.Decimal, Decimal.createDecimal(builder, 5, 2, 32), 0));
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("column 'a'")
                .hasMessageContaining("row 1: its value is out of the range of decimal(5,2)");
    }

    @Test
    void aCodecThatIsNotKnownIsRefused() throws IOException {
        codec = 7;
        begin();
        batch(batches, 0, false, 1, ints(1));
        Path file = file(HandMadeFileTest::ofInts);
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(
                        file + ", batch 0 at byte 8 is compressed by method 0 with codec 7, which is not known");
    }

    /** What claims to be long takes no memory before it is known that it can be. */
    @ParameterizedTest
    @ValueSource(longs = {-2, 0, 7, 12 * 255 + 1, 1L << 20, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void aLengthThatCannotBeIsRefused(long claimed) throws IOException {
        codec = CompressionType.LZ4_FRAME;
        begin();
        ByteBuffer values =
                ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed);
        batch(batches, 0, false, 2, values.array());
        Path file = file(HandMadeFileTest::ofInts);
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file + ", batch 0, column 'a' at byte ")
                .hasMessageContaining(
                        "its buffer 1 (lz4): it cannot be " + claimed + " bytes of 2 rows, compressed to 12");
    }

    @Test
    void aBufferThatIsStoredIsRead() throws IOException {
        codec = CompressionType.ZSTD;
        begin();
        batch(
                batches,
                0,
                false,
                2,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(-1)
                        .putInt(5)
                        .putInt(6)
                        .array());
        Path file = file(HandMadeFileTest::ofInts);
        assertThat(values(file)).containsExactly(5, 6);
    }

    @Test
    void aBufferTooShortForItsLengthIsRefused() throws IOException {
        codec = CompressionType.ZSTD;
        begin();
        batch(batches, 0, false, 2, ints(1));
        Path file = file(HandMadeFileTest::ofInts);
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("its buffer 1 at 0 of 4 bytes");
    }

    @Test
    void bigEndianIsRefused() throws IOException {
        endianness = Endianness.Big;
        begin();
        batch(batches, 0, false, 1, ints(1));
        Path file = file(HandMadeFileTest::ofInts);
        assertThatThrownBy(() -> ColumnFile.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("most significant byte first");
    }
}
