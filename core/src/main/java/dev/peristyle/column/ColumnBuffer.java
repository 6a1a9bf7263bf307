package dev.peristyle.column;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;
import org.agrona.UnsafeApi;

/**
 * The memory of one column and the {@link Column} that shows it: filled by a source or operator through raw addresses,
 * then {@link #publish published}. Used again for the next chunk; grows when asked to, never shrinks. Not thread-safe.
 */
public final class ColumnBuffer implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private final Column column;
    private final Layout layout;
    private int capacity;
    private OffHeapBuffer values;
    private OffHeapBuffer lengths;
    private OffHeapBuffer validity;

    /**
     * A buffer without room; call {@link #ensureCapacity} before the first use.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     * @param type the type of its values
     */
    public ColumnBuffer(MemoryPool pool, String owner, DataType type) {
        this.pool = pool;
        this.owner = owner;
        this.column = Column.create(type);
        this.layout = type.layout();
    }

    /**
     * Makes room for so many rows. When it has to grow, what was in the buffer is lost and addresses change.
     *
     * @param rows the rows wanted
     */
    public void ensureCapacity(int rows) {
        if (rows <= capacity) {
            return;
        }
        close();
        int rounded = (int) Math.min(Integer.MAX_VALUE - 63L, (rows + 63L) & -64L);
        try {
            validity = pool.allocate(rounded / 8, owner);
            values = pool.allocate(layout == Layout.BIT ? rounded / 8 : (long) rounded * layout.bytes(), owner);
            if (layout == Layout.VIEW) {
                lengths = pool.allocate(4L * rounded, owner);
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        capacity = rounded;
    }

    /**
     * Returns the rows that fit, a multiple of 64.
     *
     * @return rows
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Returns where the values are written.
     *
     * @return the address of the values; of the text addresses for strings
     */
    public long valuesAddress() {
        return values.address();
    }

    /**
     * Returns where the lengths of text are written.
     *
     * @return the address of the four-byte lengths
     */
    public long lengthsAddress() {
        return lengths.address();
    }

    /**
     * Returns where the validity bitmap is written, in whole 64-bit words.
     *
     * @return the address of the bitmap
     */
    public long validityAddress() {
        return validity.address();
    }

    /** Marks every row up to the capacity as present. */
    public void setAllPresent() {
        UnsafeApi.setMemory(validity.address(), capacity / 8, (byte) 0xFF);
    }

    /**
     * Shows the rows written so far through {@link #column()}.
     *
     * @param rows rows {@code [0, rows)} are shown
     * @param nullCount how many of them are null; with 0 the bitmap is not read
     */
    public void publish(int rows, int nullCount) {
        if (rows > capacity) {
            throw new IllegalArgumentException(rows + " rows do not fit in a buffer of " + capacity);
        }
        if (capacity == 0) {
            column.bind(0, 0, 0, 0);
            return;
        }
        column.bind(rows, values.address(), validity.address(), nullCount);
        if (column instanceof StringColumn text) {
            text.bindLengths(lengths.address());
        }
    }

    /**
     * Returns the column that shows what was published last.
     *
     * @return always the same object
     */
    public Column column() {
        return column;
    }

    /** Frees the memory; the column shows nothing any more. Closing again does nothing. */
    @Override
    public void close() {
        column.invalidate();
        capacity = 0;
        if (values != null) {
            values.close();
        }
        if (lengths != null) {
            lengths.close();
        }
        if (validity != null) {
            validity.close();
        }
    }
}
