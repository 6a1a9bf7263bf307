package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.PeristyleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;

/**
 * The messages of a stream, one after the other.
 *
 * <pre>
 *   message    FF FF FF FF, length of the metadata in four bytes, metadata with padding, body
 *   end        FF FF FF FF  00 00 00 00
 * </pre>
 *
 * <p>What was written before version 0.15 of Arrow has no {@code FF FF FF FF}, neither before messages nor at the end. Since no length is
 * negative, each message tells by itself which it is. Nothing is taken for granted; lengths are checked against what there is before memory is
 * taken for them. Not thread-safe.
 */
final class StreamMessages {
    private final MessageInput input;
    private final boolean requiresEnd;
    private long next;
    private boolean hasSchema;
    private boolean ended;
    private boolean isEndMissing;

    /**
     * A message without its body.
     *
     * @param kind a number of {@link MessageHeader}
     * @param bytes the metadata with what is before them
     */
    record Item(byte kind, ArrowMessages.Place place, byte[] bytes) {
        long end() {
            return place.offset() + bytes.length + place.body();
        }
    }

    /**
     * Begins with the first message.
     *
     * @param requiresEnd whether a stream that just ends after a message is an error
     */
    StreamMessages(MessageInput input, boolean requiresEnd) {
        this.input = input;
        this.requiresEnd = requiresEnd;
    }

    /** Whether the stream has ended without its mark. */
    boolean isEndMissing() {
        return isEndMissing;
    }

    /** The columns that the stream begins with. */
    List<ColumnPlan> columns() {
        Item first = next();
        if (first == null) {
            throw BrokenFile.at(
                    input.file().path(), 0, " is no stream of columns: it ends before it says which columns it has");
        }
        hasSchema = true;
        return guarded(first.place().offset(), () -> {
            Message message = BatchLayout.message(first.bytes());
            if (first.kind() != MessageHeader.Schema) {
                throw new IllegalArgumentException("there is no schema");
            }
            Schema schema = (Schema) message.header(new Schema());
            if (schema.endianness() != Endianness.Little) {
                throw BrokenFile.at(
                        input.file().path(),
                        first.place().offset(),
                        " has values with the most significant byte first, which are not read. Write it on"
                                + " a machine, or with a setting, of little endian");
            }
            return FieldWalk.columns(schema, message.version(), first.bytes().length);
        });
    }

    /** The next message, or null at the end, then also at each further call. Passes over the body of the last one. */
    Item next() {
        if (ended) {
            return null;
        }
        passBody();
        long start = input.position();
        byte[] prefix = input.read(Integer.BYTES);
        if (prefix.length == 0) {
            return endWithoutMark(start);
        }
        int length = number(start, prefix);
        if (length == FileLayout.CONTINUATION) {
            byte[] more = input.read(Integer.BYTES);
            length = number(start, more);
            prefix = concatenated(prefix, more);
        }
        if (length == 0) {
            return end();
        }
        if (length < 0 || length > FileMetadata.MAX_METADATA_BYTES) {
            throw notAMessage(start, prefix, length);
        }
        byte[] metadata = input.read(length);
        if (metadata.length < length) {
            throw cut(
                    start,
                    "the metadata of a message have " + length + " bytes, of which there are " + metadata.length);
        }
        Item item = item(start, concatenated(prefix, metadata));
        next = item.end();
        return item;
    }

    /** Goes behind the body of the last message. */
    void passBody() {
        if (next > input.position()) {
            long from = input.position();
            if (!input.moveTo(next)) {
                throw cut(from, "the body of a message ends at byte " + next);
            }
        }
    }

    private Item item(long start, byte[] bytes) {
        return guarded(start, () -> {
            Message message = BatchLayout.message(bytes);
            if (message.version() < MetadataVersion.V4 || message.version() > MetadataVersion.V5) {
                throw BrokenFile.at(
                        input.file().path(),
                        start,
                        " has metadata of version " + (message.version() + 1) + " of Arrow at byte " + start
                                + "; versions 4 and 5 are read");
            }
            byte kind = message.headerType();
            boolean isExpected = kind == MessageHeader.RecordBatch || kind == MessageHeader.DictionaryBatch;
            if (hasSchema && !isExpected) {
                throw new IllegalArgumentException("there is no batch but a message of kind " + kind);
            }
            long body = message.bodyLength();
            if (body < 0 || body > Long.MAX_VALUE - start - bytes.length) {
                throw new IllegalArgumentException("it cannot have a body of " + body + " bytes");
            }
            Item item = new Item(kind, new ArrowMessages.Place(start, bytes.length, body), bytes);
            if (input.file().stream() == null && item.end() > input.file().size()) {
                throw cut(start, "a message has a body of " + body + " bytes");
            }
            return item;
        });
    }

    private int number(long start, byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            throw cut(start, "a message begins");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private Item end() {
        ended = true;
        long place = input.position();
        if (input.goesOnAfter(place)) {
            throw BrokenFile.at(
                    input.file().path(),
                    place,
                    " goes on after the mark of its end, which is before byte " + place
                            + ". Were several streams written to it, one after the other? Give each an input of its own");
        }
        return null;
    }

    private Item endWithoutMark(long start) {
        ended = true;
        isEndMissing = true;
        if (requiresEnd && hasSchema) {
            throw BrokenFile.at(
                    input.file().path(),
                    start,
                    " ends at byte " + start
                            + " without the mark of the end, so that rows may be missing: who wrote it did not"
                            + " come to the end, or never writes marks. If that is so, set"
                            + " ColumnStreamOptions.builder().requireEnd(false)");
        }
        return null;
    }

    private RuntimeException notAMessage(long start, byte[] prefix, int length) {
        boolean isFile = start == 0 && Arrays.equals(prefix, Arrays.copyOf(FileLayout.MAGIC, prefix.length));
        if (isFile) {
            return BrokenFile.at(
                    input.file().path(),
                    start,
                    " is a column file, not a stream: it begins with ARROW1. Read it with ColumnFile.scan(file)");
        }
        return start == 0
                ? BrokenFile.at(
                        input.file().path(),
                        start,
                        " is no stream of columns: its first bytes are no length of a message")
                : broken(start, "a message cannot have metadata of " + length + " bytes");
    }

    private MalformedDataException cut(long start, String what) {
        return BrokenFile.at(
                input.file().path(),
                start,
                " is a stream that is not whole: at byte " + start + " " + what
                        + ", but the input ends before that. It was not written to its end, or cut off");
    }

    private MalformedDataException broken(long start, String what) {
        return BrokenFile.batch(input.file().path(), "message", start, what);
    }

    private interface Reading<T> {
        T read();
    }

    private <T> T guarded(long start, Reading<T> reading) {
        try {
            return reading.read();
        } catch (PeristyleException known) {
            throw known;
        } catch (RuntimeException broken) {
            // whatever the classes of flatbuffers run into
            throw broken(
                    start,
                    broken instanceof IllegalArgumentException && broken.getMessage() != null
                            ? broken.getMessage()
                            : "its metadata lead out of themselves");
        }
    }
}
