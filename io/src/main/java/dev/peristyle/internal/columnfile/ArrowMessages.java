package dev.peristyle.internal.columnfile;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.peristyle.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** Writes the metadata of files. */
final class ArrowMessages {
    private static final int INITIAL_BYTES = 1024;

    private ArrowMessages() {}

    /**
     * Where a batch is.
     *
     * @param offset of its message
     * @param metadata bytes of the message
     * @param body bytes of its buffers
     */
    record Place(long offset, int metadata, long body) {}

    /**
     * The message that a file begins with, padded to where the first batch may begin.
     *
     * @param dictionaries the numbers of the columns that have one
     * @param start where the message begins
     */
    static byte[] schema(Schema schema, List<Integer> dictionaries, int start) {
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        return message(builder, MessageHeader.Schema, schema(builder, schema, dictionaries), 0, start);
    }

    private static int schema(FlatBufferBuilder builder, Schema schema, List<Integer> dictionaries) {
        int[] fields = new int[schema.size()];
        for (int position = 0; position < fields.length; position++) {
            int name = builder.createString(schema.field(position).name());
            ArrowTypes.Written type =
                    ArrowTypes.write(builder, schema.field(position).type());
            int children = Field.createChildrenVector(builder, new int[0]);
            int dictionary = dictionaries.contains(position) ? dictionary(builder, position) : 0;
            Field.startField(builder);
            Field.addName(builder, name);
            Field.addNullable(builder, true);
            Field.addTypeType(builder, type.type());
            Field.addType(builder, type.offset());
            Field.addChildren(builder, children);
            if (dictionary != 0) {
                Field.addDictionary(builder, dictionary);
            }
            fields[position] = Field.endField(builder);
        }
        int vector = org.apache.arrow.flatbuf.Schema.createFieldsVector(builder, fields);
        org.apache.arrow.flatbuf.Schema.startSchema(builder);
        org.apache.arrow.flatbuf.Schema.addEndianness(builder, Endianness.Little);
        org.apache.arrow.flatbuf.Schema.addFields(builder, vector);
        return org.apache.arrow.flatbuf.Schema.endSchema(builder);
    }

    private static int dictionary(FlatBufferBuilder builder, int number) {
        int index = Int.createInt(builder, Short.SIZE, true);
        return DictionaryEncoding.createDictionaryEncoding(builder, number, index, false, DictionaryKind.DenseArray);
    }

    /** The message before the buffers of a dictionary; see {@link #batch}. */
    static byte[] dictionary(long number, long values, List<Long> buffers, long body, BodyCodec codec) {
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        int batch = batch(builder, values, new int[1], buffers, codec);
        int dictionary = DictionaryBatch.createDictionaryBatch(builder, number, batch, false);
        return message(builder, MessageHeader.DictionaryBatch, dictionary, body, 0);
    }

    /**
     * The message before the buffers of a batch.
     *
     * @param nulls of each column
     * @param buffers offset and length of each, one after the other
     * @param body bytes of all buffers, padding included
     * @param codec what they are compressed with, or null
     */
    static byte[] batch(long rows, int[] nulls, List<Long> buffers, long body, BodyCodec codec) {
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        return message(builder, MessageHeader.RecordBatch, batch(builder, rows, nulls, buffers, codec), body, 0);
    }

    private static int batch(FlatBufferBuilder builder, long rows, int[] nulls, List<Long> buffers, BodyCodec codec) {
        RecordBatch.startNodesVector(builder, nulls.length);
        for (int column = nulls.length - 1; column >= 0; column--) {
            FieldNode.createFieldNode(builder, rows, nulls[column]);
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, buffers.size() / 2);
        for (int at = buffers.size() - 2; at >= 0; at -= 2) {
            Buffer.createBuffer(builder, buffers.get(at), buffers.get(at + 1));
        }
        int places = builder.endVector();
        int compression = codec == null
                ? 0
                : BodyCompression.createBodyCompression(builder, codec.number, BodyCompressionMethod.BUFFER);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, places);
        if (codec != null) {
            RecordBatch.addCompression(builder, compression);
        }
        return RecordBatch.endRecordBatch(builder);
    }

    /** A message with its length before it, padded so that it ends with a line if it begins so many bytes after the start of one. */
    private static byte[] message(FlatBufferBuilder builder, byte kind, int header, long body, int start) {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, kind);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, body);
        Message.finishMessageBuffer(builder, Message.endMessage(builder));
        byte[] metadata = builder.sizedByteArray();
        int length = (int) FileLayout.padded((long) start + FileLayout.MESSAGE_PREFIX + metadata.length) - start;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(FileLayout.CONTINUATION)
                .putInt(length - FileLayout.MESSAGE_PREFIX)
                .put(metadata)
                .array();
    }

    /**
     * The footer with its checksum.
     *
     * @param dictionaries of the columns with these numbers
     * @param dictionaryPlaces where they are
     */
    static byte[] footer(
            Schema schema,
            List<Integer> dictionaries,
            List<Place> dictionaryPlaces,
            List<Place> batches,
            Map<String, byte[]> custom) {
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        // what is made first is the end: the checksum is found there, whatever is wrong with what leads to it
        int mark = builder.createString(FileLayout.FOOTER_MARK + "0".repeat(FileLayout.FOOTER_DIGITS));
        int[] metadata = new int[custom.size() + 1];
        int next = 0;
        for (Map.Entry<String, byte[]> entry : custom.entrySet()) {
            int value = builder.createString(ByteBuffer.wrap(entry.getValue()));
            metadata[next++] = KeyValue.createKeyValue(builder, builder.createString(entry.getKey()), value);
        }
        metadata[next] = KeyValue.createKeyValue(builder, builder.createString(FileLayout.FOOTER), mark);
        int pairs = Footer.createCustomMetadataVector(builder, metadata);
        int columns = schema(builder, schema, dictionaries);
        Footer.startDictionariesVector(builder, dictionaryPlaces.size());
        int dictionaryBlocks = blocks(builder, dictionaryPlaces);
        Footer.startRecordBatchesVector(builder, batches.size());
        int blocks = blocks(builder, batches);
        Footer.startFooter(builder);
        Footer.addVersion(builder, MetadataVersion.V5);
        Footer.addSchema(builder, columns);
        Footer.addDictionaries(builder, dictionaryBlocks);
        Footer.addRecordBatches(builder, blocks);
        Footer.addCustomMetadata(builder, pairs);
        Footer.finishFooterBuffer(builder, Footer.endFooter(builder));
        byte[] footer = builder.sizedByteArray();
        int digits = footer.length - 1 - FileLayout.FOOTER_DIGITS;
        byte[] checksum = String.format("%08x", Checksums.of(footer, digits)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, footer, digits, checksum.length);
        return footer;
    }

    private static int blocks(FlatBufferBuilder builder, List<Place> places) {
        for (int at = places.size() - 1; at >= 0; at--) {
            Place place = places.get(at);
            Block.createBlock(builder, place.offset, place.metadata, place.body);
        }
        return builder.endVector();
    }
}
