package dev.peristyle.internal.columnfile;

import dev.peristyle.error.PeristyleException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.FileRanges;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Where the buffers of a batch are, as its message says it, each checked to be in the batch and long enough for its rows. Immutable.
 *
 * @param name of the batch, for messages
 * @param place of the batch in the file
 * @param rows that it has
 * @param columns in the order of the plans
 * @param codec what its buffers are compressed with, or null
 */
record BatchLayout(
        String name, ArrowMessages.Place place, long rows, List<BatchColumnLayout> columns, BodyCodec codec) {

    /** A dictionary batch. */
    record OfDictionary(long id, boolean isDelta, RecordBatch batch) {}

    /** In place of the checksum of a message that has none. */
    static final long NO_SUM = -1;

    /**
     * Reads the message of a batch of rows.
     *
     * @param sum the checksum of the message as an unsigned number, or {@link #NO_SUM}
     */
    static BatchLayout read(
            FileRanges ranges, List<ColumnPlan> plans, int number, ArrowMessages.Place place, long sum) {
        return read(ranges.file(), ranges.read(place.offset(), place.metadata()), plans, number, place, sum);
    }

    /** As above, of a message that has been read. */
    static BatchLayout read(
            InputFile file, byte[] bytes, List<ColumnPlan> plans, int number, ArrowMessages.Place place, long sum) {
        String name = "batch " + number;
        return guarded(file, name, place, () -> {
            if (sum != NO_SUM && sum != Integer.toUnsignedLong(Checksums.of(bytes, bytes.length))) {
                throw broken(file, name, place, "the checksum of its metadata is another");
            }
            Message message = message(bytes);
            if (message.headerType() != MessageHeader.RecordBatch) {
                throw broken(file, name, place, "there is no batch of rows");
            }
            return of(file, name, place, (RecordBatch) message.header(new RecordBatch()), plans);
        });
    }

    /** Reads the message of a batch of a dictionary. */
    static OfDictionary readDictionary(FileRanges ranges, int number, ArrowMessages.Place place) {
        return readDictionary(ranges.file(), ranges.read(place.offset(), place.metadata()), number, place);
    }

    /** As above, of a message that has been read. */
    static OfDictionary readDictionary(InputFile file, byte[] bytes, int number, ArrowMessages.Place place) {
        String name = "dictionary batch " + number;
        return guarded(file, name, place, () -> {
            Message message = message(bytes);
            if (message.headerType() != MessageHeader.DictionaryBatch) {
                throw broken(file, name, place, "there is no batch of a dictionary");
            }
            DictionaryBatch batch = (DictionaryBatch) message.header(new DictionaryBatch());
            return new OfDictionary(batch.id(), batch.isDelta(), batch.data());
        });
    }

    /** The layout of the values of a dictionary. */
    static BatchLayout ofDictionary(
            InputFile file, int number, ArrowMessages.Place place, OfDictionary dictionary, ColumnPlan values) {
        String name = "dictionary batch " + number;
        return guarded(file, name, place, () -> of(file, name, place, dictionary.batch, List.of(values)));
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T guarded(InputFile file, String name, ArrowMessages.Place place, Reading<T> reading) {
        try {
            return reading.read();
        } catch (PeristyleException known) {
            throw known;
        } catch (RuntimeException broken) {
            // whatever the classes of flatbuffers run into
            throw broken(file, name, place, "its metadata lead out of themselves");
        }
    }

    private static RuntimeException broken(InputFile file, String name, ArrowMessages.Place place, String what) {
        return BrokenFile.batch(file.path(), name, place.offset(), what);
    }

    /** The message in some bytes, with or without the marker that older files lack. */
    static Message message(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getInt();
        if (length == FileLayout.CONTINUATION) {
            length = in.getInt();
        }
        return Message.getRootAsMessage(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static BatchLayout of(
            InputFile file, String name, ArrowMessages.Place place, RecordBatch batch, List<ColumnPlan> plans) {
        BodyCodec codec = codec(file, name, place, batch.compression());
        long rows = batch.length();
        if (rows < 0) {
            throw broken(file, name, place, "it cannot have " + rows + " rows");
        }
        BatchColumnLayout[] columns = new BatchColumnLayout[plans.size()];
        for (int position = 0; position < columns.length; position++) {
            columns[position] = column(file, name, place, batch, rows, codec, plans.get(position));
        }
        return new BatchLayout(name, place, rows, List.of(columns), codec);
    }

    private static BodyCodec codec(
            InputFile file, String name, ArrowMessages.Place place, BodyCompression compression) {
        if (compression == null) {
            return null;
        }
        BodyCodec codec =
                compression.method() == BodyCompressionMethod.BUFFER ? BodyCodec.of(compression.codec()) : null;
        if (codec == null) {
            throw BrokenFile.at(
                    file.path(),
                    place.offset(),
                    ", " + name + " at byte " + place.offset() + " is compressed by method " + compression.method()
                            + " with codec " + compression.codec()
                            + ", which is not known. Write the file with lz4, with zstd or without compression");
        }
        return codec;
    }

    private static BatchColumnLayout column(
            InputFile file,
            String name,
            ArrowMessages.Place place,
            RecordBatch batch,
            long rows,
            BodyCodec codec,
            ColumnPlan plan) {
        FieldNode node = plan.node() < batch.nodesLength() ? batch.nodes(plan.node()) : null;
        if (node == null || node.length() != rows || node.nullCount() < 0 || node.nullCount() > rows) {
            throw BrokenFile.column(
                    file.path(),
                    name,
                    place.offset(),
                    plan.name(),
                    node == null
                            ? "it is not in the batch"
                            : "it has " + node.length() + " rows and " + node.nullCount() + " nulls in a batch of "
                                    + rows + " rows");
        }
        long first = plan.buffer();
        for (int view = 0; view < plan.views(); view++) {
            first += variadic(batch, view);
        }
        boolean isView = plan.batchForm() == ArrowForm.VIEWS;
        long more = isView ? variadic(batch, plan.views()) : 0;
        long count = 1L + plan.batchForm().buffers + more;
        if (first + count > batch.buffersLength()) {
            throw BrokenFile.column(
                    file.path(),
                    name,
                    place.offset(),
                    plan.name(),
                    "the batch has " + batch.buffersLength() + " buffers, of which this column needs number "
                            + (first + count - 1));
        }
        long[] offsets = new long[(int) count];
        long[] lengths = new long[(int) count];
        for (int at = 0; at < count; at++) {
            Buffer buffer = batch.buffers((int) first + at);
            offsets[at] = place.offset() + place.metadata() + buffer.offset();
            lengths[at] = buffer.length();
            boolean isInside = buffer.offset() >= 0
                    && buffer.length() >= 0
                    && buffer.offset() <= place.body()
                    && buffer.length() <= place.body() - buffer.offset();
            long least = least(plan, at, rows, node.nullCount());
            if (codec != null) {
                // how long its content is stands in its beginning, which is read when it is needed
                least = least > 0 || lengths[at] > 0 ? BodyCodec.PREFIX + least / codec.maxRatio : 0;
            }
            if (!isInside || lengths[at] < least) {
                throw BrokenFile.column(
                        file.path(),
                        name,
                        place.offset(),
                        plan.name(),
                        "its buffer " + at + " at " + buffer.offset() + " of " + buffer.length()
                                + " bytes is not in the " + place.body() + " bytes of the batch, or too short for "
                                + rows + " rows");
            }
        }
        return new BatchColumnLayout(node.nullCount(), offsets, lengths, codec);
    }

    private static long variadic(RecordBatch batch, int view) {
        long count = view < batch.variadicBufferCountsLength() ? batch.variadicBufferCounts(view) : -1;
        if (count < 0 || count > batch.buffersLength()) {
            throw new IllegalArgumentException("views without their buffers");
        }
        return count;
    }

    /** Bytes that the content of a buffer has at least. */
    static long least(ColumnPlan plan, int buffer, long rows, long nulls) {
        if (buffer == 0) {
            return nulls == 0 ? 0 : bitmapBytes(rows);
        }
        if (buffer > 1 || rows == 0) {
            return 0;
        }
        return switch (plan.batchForm()) {
            case BITS -> bitmapBytes(rows);
            case OFFSETS, LARGE_OFFSETS -> Math.multiplyExact(Math.addExact(rows, 1), plan.width());
            default -> Math.multiplyExact(rows, (long) plan.width());
        };
    }

    static long bitmapBytes(long rows) {
        return rows / 8 + (rows % 8 == 0 ? 0 : 1);
    }
}
