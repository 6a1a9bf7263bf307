package dev.peristyle.column;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.Objects;

/**
 * An ascending list of row numbers of a chunk: the rows that passed a filter. Its memory is used again and again; it grows
 * when asked to. Not thread-safe.
 *
 * <p>To filter in several steps: {@link #fromBitmap} with the first result, then evaluate the next condition on just the
 * selected rows, densely, and {@link #narrow} with its result.
 */
public final class Selection implements AutoCloseable {

    private final String owner;
    private final GrowingBuffer rows;
    private int count;

    /**
     * A selection without room; call {@link #ensureCapacity} before the first use.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     */
    public Selection(MemoryPool pool, String owner) {
        this.owner = Objects.requireNonNull(owner, "owner");
        this.rows = new GrowingBuffer(Objects.requireNonNull(pool, "pool"), owner);
    }

    /**
     * Makes room to select from so many rows; what was selected is lost when it has to grow.
     *
     * @param rowCount rows of the largest chunk to come
     */
    public void ensureCapacity(int rowCount) {
        if (rowCount < 0) {
            throw new IllegalArgumentException(owner + " cannot select from " + rowCount + " rows");
        }
        rows.ensureExactly(4L * (rowCount + 64L));
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
        count = SelectionKernel.fromBitmap(bitmap, rowCount, rows.openAddress());
        return count;
    }

    /**
     * Keeps the selected rows whose bit is set: the i-th of them if bit i is.
     *
     * @param bitmap address of one bit a selected row, whole words, 0 past the last one
     * @return the number of rows that stay selected
     */
    public int narrow(long bitmap) {
        count = SelectionKernel.narrow(bitmap, rows.openAddress(), count);
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
        return rows.openAddress();
    }

    /**
     * Copies chosen rows of a column. Text is not copied: the views are.
     *
     * @param source the column to read; may be the target's own column
     * @param entries address of the row numbers, ascending when source and target are the same
     * @param entryCount row numbers
     * @param target receives the rows, is grown to hold them (not when it is the source's own buffer) and published; of the
     *     source's type
     * @throws IllegalArgumentException when the types differ or the count is negative
     */
    public static void gather(Column source, long entries, int entryCount, ColumnBuffer target) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        if (!source.type().equals(target.column().type())) {
            throw new IllegalArgumentException(
                    "rows of a column of type " + source.type() + " cannot be gathered into a buffer of type "
                            + target.column().type());
        }
        target.ensureCapacity(entryCount);
        if (entryCount == 0) {
            target.publish(0, 0);
            return;
        }
        ColumnShape.of(source.type().layout()).gather(source, entries, entryCount, target);
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
        rows.close();
        count = 0;
    }
}
