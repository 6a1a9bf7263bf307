package dev.peristyle.internal.operator;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;

/**
 * A column of a {@link FilterCascade}, which is made from the input when it is first needed, for the rows that are left by
 * then. Not thread-safe.
 */
public abstract class CascadeColumn implements AutoCloseable {

    /** The memory of its values. */
    protected final ColumnBuffer buffer;

    /** The last predicate that reads it, or {@link Integer#MAX_VALUE} if it is delivered. */
    int lastUse;

    /** Whether it was made from the rows at hand. */
    boolean loaded;

    /**
     * A column without rows.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     */
    protected CascadeColumn(MemoryPool pool, String owner, DataType type) {
        this.buffer = new ColumnBuffer(pool, owner, type);
    }

    /**
     * Returns what shows the rows.
     *
     * @return always the same object
     */
    public Column column() {
        return buffer.column();
    }

    /**
     * Makes the column show rows of the input.
     *
     * @param selection address of the ascending four-byte numbers of the rows, or 0 for the rows {@code [0, count)}
     * @param count rows, 1 or more
     * @return {@link FilterCascade#ALL_READ}, or which of the {@code count} rows could not be read
     */
    protected abstract int load(long selection, int count);

    /**
     * Keeps some of the rows that it shows.
     *
     * @param entries address of their ascending four-byte numbers
     * @param count rows, possibly none
     */
    protected void keep(long entries, int count) {
        Selection.gather(buffer.column(), entries, count, buffer);
    }

    /** Shows no rows. */
    protected void showNothing() {
        buffer.publish(0, 0);
    }

    /**
     * Makes room in powers of two, so that chunks of much the same size do not each bring a larger buffer.
     *
     * @param rows rows to come
     */
    protected final void reserve(int rows) {
        if (rows > buffer.capacity()) {
            buffer.ensureCapacity(Math.max(64, Integer.highestOneBit(rows - 1) << 1));
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
