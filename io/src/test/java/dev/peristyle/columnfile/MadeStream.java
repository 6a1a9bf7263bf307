package dev.peristyle.columnfile;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** A stream of one column, put together as the specification says: texts by dictionary 7, or integers of four bytes. */
final class MadeStream {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Texts, whose positions have a byte. */
    static MadeStream ofTexts() {
        MadeStream stream = new MadeStream();
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int index = Int.createInt(builder, 8, true);
        int dictionary =
                DictionaryEncoding.createDictionaryEncoding(builder, 7, index, false, DictionaryKind.DenseArray);
        Utf8.startUtf8(builder);
        stream.schema(builder, Type.Utf8, Utf8.endUtf8(builder), dictionary);
        return stream;
    }

    static MadeStream ofInts() {
        MadeStream stream = new MadeStream();
        FlatBufferBuilder builder = new FlatBufferBuilder();
        stream.schema(builder, Type.Int, Int.createInt(builder, 32, true), 0);
        return stream;
    }

    private void schema(FlatBufferBuilder builder, byte kind, int type, int dictionary) {
        int field = Field.createField(builder, builder.createString("a"), true, kind, type, dictionary, 0, 0);
        int fields = Schema.createFieldsVector(builder, new int[] {field});
        message(builder, MessageHeader.Schema, Schema.createSchema(builder, (short) 0, fields, 0, 0), 0);
    }

    private void message(FlatBufferBuilder builder, byte kind, int header, long body) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, body, 0));
        byte[] message = builder.sizedByteArray();
        int length = (message.length + 7) / 8 * 8;
        number(-1).number(length).bytes(message).bytes(new byte[length - message.length]);
    }

    MadeStream number(int value) {
        return bytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    MadeStream bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A batch of integers whose metadata may lie. */
    MadeStream claimed(long rows, long bytes, long body) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        message(builder, MessageHeader.RecordBatch, batch(builder, rows, 0, bytes), body);
        return this;
    }

    private static int batch(FlatBufferBuilder builder, long rows, long... buffers) {
        RecordBatch.startNodesVector(builder, 1);
        FieldNode.createFieldNode(builder, rows, 0);
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, buffers.length);
        long offset = 0;
        for (long buffer : buffers) {
            offset += (buffer + 7) / 8 * 8;
        }
        for (int at = buffers.length - 1; at >= 0; at--) {
            offset -= (buffers[at] + 7) / 8 * 8;
            Buffer.createBuffer(builder, offset, buffers[at]);
        }
        int places = builder.endVector();
        return RecordBatch.createRecordBatch(builder, rows, nodes, places, 0, 0);
    }

    MadeStream ints(int... values) {
        int body = (4 * values.length + 7) / 8 * 8;
        claimed(values.length, 4L * values.length, body);
        ByteBuffer bytes = ByteBuffer.allocate(body).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes(bytes.array());
    }

    /** Rows by their positions in the dictionary. */
    MadeStream rows(int... positions) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = batch(builder, positions.length, 0, positions.length);
        ByteBuffer body = ByteBuffer.allocate((positions.length + 7) / 8 * 8);
        for (int position : positions) {
            body.put((byte) position);
        }
        message(builder, MessageHeader.RecordBatch, batch, body.capacity());
        return bytes(body.array());
    }

    /** A dictionary, or more of it. */
    MadeStream dictionary(long id, boolean isDelta, String... texts) {
        String all = String.join("", texts);
        int length = all.getBytes(StandardCharsets.UTF_8).length;
        int offsets = 4 * (texts.length + 1);
        ByteBuffer body = ByteBuffer.allocate((offsets + 7) / 8 * 8 + (length + 7) / 8 * 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        body.putInt(0);
        for (String text : texts) {
            end += text.getBytes(StandardCharsets.UTF_8).length;
            body.putInt(end);
        }
        body.position((offsets + 7) / 8 * 8);
        body.put(all.getBytes(StandardCharsets.UTF_8));
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = batch(builder, texts.length, 0, offsets, length);
        int dictionary = DictionaryBatch.createDictionaryBatch(builder, id, batch, isDelta);
        message(builder, MessageHeader.DictionaryBatch, dictionary, body.capacity());
        return bytes(body.array());
    }

    MadeStream end() {
        return number(-1).number(0);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
