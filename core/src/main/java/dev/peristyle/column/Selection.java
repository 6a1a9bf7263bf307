package dev.peristyle.column;

import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;

/**
 * An ascending list of row numbers of a chunk: the rows that passed a filter. Its memory is used again and again; it grows
 * when asked to. Not thread-safe.
 *
 * <p>To filter in several steps: {@link #fromBitmap} with the first result, then evaluate the next condition on just the
 * selected rows, densely, and {@link #narrow} with its result.
 */
public final class Selection implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private OffHeapBuffer rows;
    private int capacity = -1;
    private int count;

    /**
     * A selection without room; call {@link #ensureCapacity} before the first use.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     */
    public Selection(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /**
     * Makes room to select from so many rows; what was selected is lost when it has to grow.
     *
     * @param rowCount rows of the largest chunk to come
     */
    public void ensureCapacity(int rowCount) {
        if (rowCount > capacity) {
            close();
            rows = pool.allocate(4L * (rowCount + 64L), owner);
            capacity = rowCount;
        }
    }

    /**
     * Selects the rows whose bit is set.
     *
     * @param bitmap address of the bits, least significant first, whole words, 0 past the last row
     * @param rowCount rows, at most the capacity
     * @return the number of rows selected
     */
    public int fromBitmap(long bitmap, int rowCount) {
        ensureCapacity(rowCount);
        count = SelectionKernel.fromBitmap(bitmap, rowCount, rows.address());
        return count;
    }

    /**
     * Keeps the selected rows whose bit is set: the i-th of them if bit i is.
     *
     * @param bitmap address of one bit a selected row, whole words, 0 past the last one
     * @return the number of rows that stay selected
     */
    public int narrow(long bitmap) {
        count = SelectionKernel.narrow(bitmap, rows.address(), count);
        return count;
    }

    /**
     * Returns the number of rows selected.
     *
     * @return rows
     */
    public int count() {
        return count;
    }

    /**
     * Returns the address of the row numbers, four bytes each.
     *
     * @return a raw address, valid until the selection grows or is closed
     */
    public long address() {
        return rows.address();
    }

    /**
     * Copies chosen rows of a column. Text is not copied: the views are.
     *
     * @param source the column to read; may be the target's own column
     * @param entries address of the row numbers, ascending when source and target are the same
     * @param entryCount row numbers
     * @param target receives the rows, is grown to hold them (not when it is the source's own buffer) and published
     */
    public static void gather(Column source, long entries, int entryCount, ColumnBuffer target) {
        target.ensureCapacity(entryCount);
        if (entryCount == 0) {
            target.publish(0, 0);
            return;
        }
        switch (source.type().layout()) {
            case BIT -> SelectionKernel.gatherBits(source.valuesAddress(), entries, entryCount, target.valuesAddress());
            case INT32, FLOAT32 ->
                SelectionKernel.gather4(source.valuesAddress(), entries, entryCount, target.valuesAddress());
            case INT64, FLOAT64 ->
                SelectionKernel.gather8(source.valuesAddress(), entries, entryCount, target.valuesAddress());
            case VIEW -> {
                SelectionKernel.gather8(source.valuesAddress(), entries, entryCount, target.valuesAddress());
                SelectionKernel.gather4(
                        ((StringColumn) source).lengthsAddress(), entries, entryCount, target.lengthsAddress());
            }
        }
        int nullCount = 0;
        if (source.validityAddress() != 0) {
            nullCount = entryCount
                    - SelectionKernel.gatherBits(
                            source.validityAddress(), entries, entryCount, target.validityAddress());
        }
        target.publish(entryCount, nullCount);
    }

    /** Frees the memory. It can be used again after {@link #ensureCapacity}. */
    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        capacity = -1;
        count = 0;
    }
}
