package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.memory.MemoryPool;

/** The rows of a chunk whose groups are known, on their own, and the numbers of the others. Not thread-safe. */
final class KnownRows implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private final GrowingBuffer rows;
    private final GrowingBuffer groups;
    private final GrowingBuffer ordinals;
    private final ColumnBuffer[] buffers;
    private final Column[] arguments;
    private long unknown;
    private int count;

    KnownRows(MemoryPool pool, String owner, int arguments) {
        this.pool = pool;
        this.owner = owner;
        this.rows = new GrowingBuffer(pool, owner);
        this.groups = new GrowingBuffer(pool, owner);
        this.ordinals = new GrowingBuffer(pool, owner);
        this.buffers = new ColumnBuffer[arguments];
        this.arguments = new Column[arguments];
    }

    /** Splits rows by whether they have a group, -1 for none; returns how many have. */
    int split(int rowCount, long rowGroups) {
        long known = rows.ensure(8L * (rowCount + 1));
        unknown = known + 4L * (rowCount + 1);
        count = CountKernel.split(rowCount, rowGroups, known, unknown);
        return count;
    }

    /** The address of the four-byte numbers of the rows without a group. */
    long unknown() {
        return unknown;
    }

    /** Puts the rows that have a group into a batch, and returns their arguments. */
    Column[] gather(GroupBatch batch, Column[] from) {
        for (int position = 0; position < from.length; position++) {
            arguments[position] = from[position] == null ? null : gather(position, from[position]);
        }
        long gathered = groups.ensure(4L * count);
        SelectionKernel.gather4(batch.groups, rows.address(), count, gathered);
        long numbers = ordinals.ensure(8L * count);
        CountKernel.number(count, rows.address(), batch.ordinal, numbers);
        batch.groups = gathered;
        batch.ordinals = numbers;
        batch.rows = count;
        return arguments;
    }

    private Column gather(int position, Column from) {
        ColumnBuffer buffer = buffers[position];
        if (buffer == null || !buffer.column().type().equals(from.type())) {
            buffer = new ColumnBuffer(pool, owner, from.type());
            if (buffers[position] != null) {
                buffers[position].close();
            }
            buffers[position] = buffer;
        }
        Selection.gather(from, rows.address(), count, buffer);
        return buffer.column();
    }

    @Override
    public void close() {
        rows.close();
        groups.close();
        ordinals.close();
        for (ColumnBuffer buffer : buffers) {
            if (buffer != null) {
                buffer.close();
            }
        }
    }
}
