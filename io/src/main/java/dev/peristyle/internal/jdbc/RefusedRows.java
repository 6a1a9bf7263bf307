package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import dev.peristyle.spi.TimeWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.UnsafeApi;

/**
 * Rows that the database refused: how many for which reason, and where somebody wants them, the rows. Those of the batch that is being sent are
 * held until it is sure that they are left out; what is sure goes on to a sink. Not thread-safe.
 */
final class RefusedRows implements AutoCloseable {

    static final String ROW = "rejected_row";
    static final String REASON = "rejected_reason";
    static final String MESSAGE = "rejected_message";

    private static final int CHUNK_ROWS = 64;

    /** Before the columns of the row. */
    private static final int ADDED = 3;

    /** Where the bytes of an array begin. */
    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private final Schema rows;

    /** Of the batches before, how many for which reason. */
    private final Map<String, Long> kept = new TreeMap<>();

    /** The same of the batch. */
    private final Map<String, Long> ofBatch = new TreeMap<>();

    /**
     * Null where nobody wants the rows. Of each, one after the other:
     *
     * <pre>
     *   i64 number of the row, from 1 | i32 length of the reason | the reason | i32 length of the message | the message | the row, see {@link BinaryRows}
     * </pre>
     */
    private GrowingBuffer held;

    private long heldBytes;
    private SinkWriter writer;
    private SinkWriter.Encoder encoder;
    private ChunkBuilder chunk;
    private boolean committed;

    /**
     * Opens the sink, if there is one.
     *
     * @param rows their columns
     * @param sink where they go, or null
     * @param table what messages begin with
     */
    RefusedRows(Schema rows, Sink sink, String table, RunContext context) {
        this.rows = rows;
        if (sink == null) {
            return;
        }
        Schema schema = schema(rows, table);
        try {
            held = new GrowingBuffer(context.memory(), "jdbc: refused rows");
            writer = sink.open(schema, context);
            encoder = writer.encoder(context.memory());
            chunk = new ChunkBuilder(schema, CHUNK_ROWS, context.memory(), "jdbc: refused rows");
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(this));
            throw failure;
        }
    }

    private static Schema schema(Schema rows, String table) {
        Schema.Builder columns = Schema.builder()
                .add(ROW, DataType.LONG)
                .add(REASON, DataType.STRING)
                .add(MESSAGE, DataType.STRING);
        for (Field field : rows.fields()) {
            if (field.name().equals(ROW)
                    || field.name().equals(REASON)
                    || field.name().equals(MESSAGE)) {
                throw new IllegalArgumentException(table + ": rejected rows get a column '" + field.name()
                        + "', but the rows have one. Rename it");
            }
            columns.add(field.name(), field.type());
        }
        return columns.build();
    }

    /** How many there are, those of the batch included. */
    long count() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>(kept);
        ofBatch.forEach((reason, rows) -> all.merge(reason, rows, Long::sum));
        return Collections.unmodifiableMap(all);
    }

    /**
     * One of the batch is refused.
     *
     * @param number which row it is, from 1
     * @param reason in few words
     * @param message what the database says
     * @param address of the row
     */
    void add(long number, String reason, String message, long address) {
        ofBatch.merge("rejected: " + reason, 1L, Long::sum);
        if (held == null) {
            return;
        }
        byte[] why = reason.getBytes(StandardCharsets.UTF_8);
        byte[] said = message.getBytes(StandardCharsets.UTF_8);
        int length = UnsafeApi.getInt(address);
        held.ensureKept(heldBytes + Long.BYTES + 2 * Integer.BYTES + why.length + said.length + length);
        long out = held.address() + heldBytes;
        UnsafeApi.putLong(out, number);
        out = put(said, put(why, out + Long.BYTES));
        UnsafeApi.copyMemory(address, out, length);
        heldBytes = out + length - held.address();
    }

    private static long put(byte[] text, long out) {
        UnsafeApi.putInt(out, text.length);
        UnsafeApi.copyMemory(text, BYTES, null, out + Integer.BYTES, text.length);
        return out + Integer.BYTES + text.length;
    }

    /** The batch is sent again as if nothing of it had been refused. */
    void forgetBatch() {
        ofBatch.clear();
        heldBytes = 0;
    }

    /** The other rows of the batch are written. */
    void keepBatch() {
        ofBatch.forEach((reason, rows) -> kept.merge(reason, rows, Long::sum));
        ofBatch.clear();
        if (heldBytes == 0) {
            return;
        }
        long end = held.address() + heldBytes;
        int filled = 0;
        for (long at = held.address(); at < end; filled++) {
            if (filled == CHUNK_ROWS) {
                write(filled);
                filled = 0;
            }
            at = fill(at);
        }
        write(filled);
        heldBytes = 0;
    }

    private void write(int filled) {
        chunk.build(filled);
        for (int row = 0; row < filled; ) {
            row = encoder.encode(chunk.chunk(), row);
            writer.append(encoder);
        }
        chunk.clear();
    }

    /** Adds a row that is held to the chunk and returns the address after it. */
    private long fill(long from) {
        ((IntegerWriter) chunk.column(0)).add(UnsafeApi.getLong(from));
        long at = text((BytesWriter) chunk.column(1), from + Long.BYTES);
        at = text((BytesWriter) chunk.column(2), at);
        long value = at + Integer.BYTES;
        for (int column = 0; column < rows.size(); column++) {
            value = fill(chunk.column(ADDED + column), rows.field(column).type(), value);
        }
        return value;
    }

    private static long text(BytesWriter target, long from) {
        int length = UnsafeApi.getInt(from);
        target.addMemory(from + Integer.BYTES, length);
        return from + Integer.BYTES + length;
    }

    /** Adds a value in the form of {@link BinaryRows} and returns the address after it. */
    private static long fill(ColumnWriter target, DataType type, long from) {
        if (UnsafeApi.getByte(from) == 0) {
            target.addNull();
            return from + 1;
        }
        long value = from + 1;
        if (target instanceof BytesWriter bytes) {
            return text(bytes, value);
        }
        Layout layout = type.layout();
        if (target instanceof BooleanWriter booleans) {
            booleans.add(UnsafeApi.getByte(value) != 0);
            return value + 1;
        }
        if (target instanceof DoubleWriter doubles) {
            doubles.add(DoubleAccess.of(layout).load(value));
        } else if (target instanceof DecimalWriter decimals) {
            decimals.addUnscaled(WideInteger.at(WordAccess.of(layout), value));
        } else if (target instanceof TimeWriter times) {
            times.addUnits(WordAccess.of(layout).load(value));
        } else {
            ((IntegerWriter) target).add(WideInteger.at(WordAccess.of(layout), value));
        }
        return value + layout.bytes();
    }

    /** Makes what was kept visible. */
    void commit() {
        if (writer != null && !committed) {
            committed = true;
            writer.commit();
        }
    }

    @Override
    public void close() {
        Closing.all(Arrays.asList(held, chunk, writer, encoder));
    }
}
