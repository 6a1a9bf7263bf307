package dev.peristyle.column;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * The memory of one column and the {@link Column} that shows it: filled by a source or operator through raw addresses,
 * then {@link #publish published}. Used again for the next chunk; grows when asked to, never shrinks. Not thread-safe.
 */
public final class ColumnBuffer implements AutoCloseable {

    private final String owner;
    private final Column column;
    private final Layout layout;
    private int capacity;
    private final GrowingBuffer values;
    private final GrowingBuffer lengths;
    private final GrowingBuffer validity;

    /**
     * A buffer without room; call {@link #ensureCapacity} before the first use.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     * @param type the type of its values
     */
    public ColumnBuffer(MemoryPool pool, String owner, DataType type) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(pool, "pool");
        this.owner = Objects.requireNonNull(owner, "owner");
        this.column = Column.create(type);
        this.layout = type.layout();
        this.values = new GrowingBuffer(pool, owner);
        this.lengths = new GrowingBuffer(pool, owner);
        this.validity = new GrowingBuffer(pool, owner);
    }

    /**
     * Makes room for so many rows. When it has to grow, what was in the buffer is lost and addresses change.
     *
     * @param rows the rows wanted, 0 or more
     * @throws IllegalArgumentException when the number is negative
     */
    public void ensureCapacity(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException(owner + " cannot make room for " + rows + " rows");
        }
        if (rows <= capacity) {
            return;
        }
        close();
        int rounded = (int) Math.min(Integer.MAX_VALUE - 63L, (rows + 63L) & -64L);
        try {
            validity.ensureExactly(rounded / 8);
            values.ensureExactly(layout.bytes(rounded));
            if (layout == Layout.VIEW) {
                lengths.ensureExactly(4L * rounded);
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
     * @throws IllegalStateException before there is room
     */
    public long valuesAddress() {
        return address(values);
    }

    /**
     * Returns where the lengths of text are written.
     *
     * @return the address of the four-byte lengths
     * @throws IllegalStateException before there is room, and when the type is not text
     */
    public long lengthsAddress() {
        return address(lengths);
    }

    /**
     * Returns where the validity bitmap is written, in whole 64-bit words.
     *
     * @return the address of the bitmap
     * @throws IllegalStateException before there is room
     */
    public long validityAddress() {
        return address(validity);
    }

    private long address(GrowingBuffer part) {
        if (part.capacity() == 0) {
            throw new IllegalStateException("the " + column.type() + " buffer of " + owner + " has "
                    + (capacity == 0 ? "no room; call ensureCapacity first" : "no such part"));
        }
        return part.address();
    }

    /**
     * Marks every row up to the capacity as present.
     *
     * @throws IllegalStateException before there is room
     */
    public void setAllPresent() {
        UnsafeApi.setMemory(validityAddress(), capacity / 8, (byte) 0xFF);
    }

    /**
     * Shows the rows written so far through {@link #column()}.
     *
     * @param rows rows {@code [0, rows)} are shown, at most the capacity
     * @param nullCount how many of them are null; with 0 the bitmap is not read
     * @throws IllegalArgumentException when the rows do not fit in the buffer, or the nulls not in the rows
     */
    public void publish(int rows, int nullCount) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException(rows + " rows do not fit in a buffer of " + capacity + " rows of "
                    + column.type() + " of " + owner);
        }
        if (nullCount < 0 || nullCount > rows) {
            throw new IllegalArgumentException(nullCount + " nulls do not fit in " + rows + " rows");
        }
        if (capacity == 0) {
            column.bind(0, 0, 0, 0);
            return;
        }
        column.bind(rows, values.openAddress(), validity.openAddress(), nullCount);
        if (column instanceof ViewColumn text) {
            text.bindLengths(lengths.openAddress());
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
        values.close();
        lengths.close();
        validity.close();
    }
}
