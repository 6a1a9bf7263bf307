package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.internal.file.EncodedBytes;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Turns chunks into records, field by field. Where a value does not fit, it keeps the records before it and takes no more: which row
 * of the output it is, only the writer knows. Not thread-safe.
 */
final class RecordEncoder implements SinkWriter.Encoder {
    /** Rows whose bits are a byte. */
    private static final int ROWS_AT_ONCE = Byte.SIZE;

    private final int recordLength;
    private final List<FieldFormat> fields;
    private final int[] columns;
    private final FieldStore[] stores;
    private final EncodedBytes bytes;

    /** One field is written after the other, so that all share it. */
    private final GrowingBuffer scratch;

    private RecordFailure failure;

    RecordEncoder(RecordFormat format, Schema schema, MemoryPool pool) {
        this.recordLength = format.recordLength();
        this.fields = format.fields();
        this.columns = new int[fields.size()];
        this.stores = new FieldStore[fields.size()];
        this.bytes = new EncodedBytes(pool, "records: output");
        this.scratch = new GrowingBuffer(pool, "records: output values");
        for (int position = 0; position < columns.length; position++) {
            FieldFormat field = fields.get(position);
            columns[position] = schema.indexOf(field.name());
            stores[position] = FieldStore.of(
                    field.storage(), schema.field(columns[position]).type(), scratch);
        }
    }

    @Override
    public int encode(Chunk chunk, int from) {
        int count = chunk.rowCount();
        if (failure != null) {
            return count;
        }
        int rows = fitting(count - from);
        if (rows > 0) {
            encode(chunk, from, rows);
        }
        return from + rows;
    }

    /** How many of some rows there is room for: all, or a multiple of 8, so that their bits begin with a byte. */
    private int fitting(int rows) {
        long least = (long) Math.min(rows, ROWS_AT_ONCE) * recordLength;
        if (!bytes.makeRoom((long) rows * recordLength) && bytes.size() == 0 && bytes.room() < least) {
            bytes.makeRoomForLeast(least);
        }
        long room = bytes.room() / recordLength;
        return room >= rows ? rows : (int) (room / ROWS_AT_ONCE * ROWS_AT_ONCE);
    }

    private void encode(Chunk chunk, int from, int rows) {
        long target = bytes.end();
        // bytes that belong to no field
        UnsafeApi.setMemory(target, (long) rows * recordLength, (byte) 0);
        int good = rows;
        int failed = -1;
        for (int position = 0; position < stores.length && good > 0; position++) {
            Column column = chunk.column(columns[position]);
            int bad = stores[position].store(
                    column, from, good, target + fields.get(position).offset(), recordLength);
            if (bad != FieldStore.ALL) {
                good = bad;
                failed = position;
            }
        }
        if (failed >= 0) {
            failure = RecordFailure.of(
                    bytes.size() / recordLength + good, fields.get(failed), chunk.column(columns[failed]), from + good);
        }
        bytes.add((long) good * recordLength);
    }

    /** The value that did not fit, or null. */
    RecordFailure failure() {
        return failure;
    }

    long address() {
        return bytes.address();
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public void clear() {
        bytes.clear();
        failure = null;
    }

    @Override
    public void close() {
        bytes.close();
        scratch.close();
    }
}
