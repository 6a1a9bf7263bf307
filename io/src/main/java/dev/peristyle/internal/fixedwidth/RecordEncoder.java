package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
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
    private final int recordLength;
    private final List<FieldFormat> fields;
    private final int[] columns;
    private final FieldStore[] stores;
    private final GrowingBuffer buffer;
    private long size;
    private RecordFailure failure;

    RecordEncoder(RecordFormat format, Schema schema, MemoryPool pool) {
        this.recordLength = format.recordLength();
        this.fields = format.fields();
        this.columns = new int[fields.size()];
        this.stores = new FieldStore[fields.size()];
        this.buffer = new GrowingBuffer(pool, "records: output");
        for (int position = 0; position < columns.length; position++) {
            FieldFormat field = fields.get(position);
            columns[position] = schema.indexOf(field.name());
            stores[position] = FieldStore.of(
                    field.storage(), schema.field(columns[position]).type(), pool);
        }
    }

    @Override
    public void encode(Chunk chunk) {
        int rows = chunk.rowCount();
        if (rows == 0 || failure != null) {
            return;
        }
        long wanted = size + (long) rows * recordLength;
        if (wanted > buffer.capacity()) {
            buffer.replace(Math.max(1 << 16, Long.highestOneBit(wanted) << 1), size);
        }
        long target = buffer.address() + size;
        // bytes that belong to no field
        UnsafeApi.setMemory(target, (long) rows * recordLength, (byte) 0);
        int good = rows;
        int failed = -1;
        for (int position = 0; position < stores.length && good > 0; position++) {
            Column column = chunk.column(columns[position]);
            int bad = stores[position].store(column, good, target + fields.get(position).offset(), recordLength);
            if (bad != FieldStore.ALL) {
                good = bad;
                failed = position;
            }
        }
        if (failed >= 0) {
            failure = RecordFailure.of(
                    size / recordLength + good, fields.get(failed), chunk.column(columns[failed]), good);
        }
        size += (long) good * recordLength;
    }

    /** The value that did not fit, or null. */
    RecordFailure failure() {
        return failure;
    }

    long address() {
        return buffer.address();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void clear() {
        size = 0;
        failure = null;
    }

    @Override
    public void close() {
        size = 0;
        buffer.close();
        for (FieldStore store : stores) {
            store.close();
        }
    }
}
