package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Shows groups and their results as chunks: keys first, then aggregates. Texts are views of what the groups own. */
final class GroupOutput implements AutoCloseable {

    private static final int ROWS = 4096;

    private final GroupKeys keys;
    private final List<ResultWriter> writers;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final OffHeapArray groups;
    private final Chunk chunk;

    GroupOutput(MemoryPool pool, String owner, Schema schema, GroupKeys keys, List<ResultWriter> writers) {
        this.keys = keys;
        this.writers = writers;
        this.groups = new OffHeapArray(pool, owner);
        List<Column> columns = new ArrayList<>();
        for (int position = 0; position < schema.size(); position++) {
            ColumnBuffer buffer =
                    new ColumnBuffer(pool, owner, schema.field(position).type());
            buffers.add(buffer);
            columns.add(buffer.column());
        }
        this.chunk = new Chunk(schema, columns);
    }

    /** Shows groups {@code [from, min(from + 4096, groupCount))} of an order; valid until the next call. */
    Chunk show(GroupOrder order, int from, int groupCount) {
        int count = Math.min(ROWS, groupCount - from);
        long address = groups.ensure(4L * count);
        for (ColumnBuffer buffer : buffers) {
            buffer.ensureCapacity(count);
        }
        int keyCount = buffers.size() - writers.size();
        order.write(from, count, address);
        for (int position = 0; position < writers.size(); position++) {
            write(writers.get(position), count, address, buffers.get(keyCount + position));
        }
        // last, because it takes the groups apart
        keys.decode(count, address, buffers);
        chunk.publish(count);
        return chunk;
    }

    private static void write(ResultWriter writer, int count, long groups, ColumnBuffer out) {
        out.setAllPresent();
        int nulls = 0;
        for (int row = 0; row < count; row++) {
            if (!writer.write(UnsafeApi.getInt(groups + 4L * row), out, row)) {
                CellWriter.writeBit(out.validityAddress(), row, false);
                nulls++;
            }
        }
        out.publish(count, nulls);
    }

    @Override
    public void close() {
        chunk.invalidate();
        buffers.forEach(ColumnBuffer::close);
        groups.close();
    }
}
