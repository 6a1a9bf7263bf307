package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.Field;
import org.agrona.UnsafeApi;

/** Adds the values of one column of a {@link ChunkBuilder}, row after row. Not thread-safe. */
public abstract sealed class ColumnWriter
        permits BooleanWriter, IntegerWriter, DoubleWriter, DecimalWriter, TimeWriter, BytesWriter {

    final Field field;
    final ColumnBuffer buffer;
    private int limit;
    private int rows;
    private int nulls;

    ColumnWriter(Field field, ColumnBuffer buffer) {
        this.field = field;
        this.buffer = buffer;
    }

    /**
     * Returns how many rows it has.
     *
     * @return values and nulls added since the chunk was begun
     */
    public final int rowCount() {
        return rows;
    }

    /**
     * Adds a row without a value.
     *
     * @throws IllegalStateException when the chunk is full
     */
    public final void addNull() {
        int row = next();
        if (nulls == 0) {
            buffer.setAllPresent();
        }
        nulls++;
        long word = buffer.validityAddress() + (row >>> 6 << 3);
        UnsafeApi.putLong(word, UnsafeApi.getLong(word) & ~(1L << row));
    }

    /** Takes the next row; its value has to be written then. */
    final int next() {
        checkRoom();
        return rows++;
    }

    final void checkRoom() {
        if (rows == limit) {
            throw new IllegalStateException(
                    "column '" + field.name() + "' has " + rows + " rows already, which is all that " + "fits: "
                            + (limit == 0 ? "its chunk is closed" : "build the chunk and clear it"));
        }
    }

    /** A value that the type does not have. */
    final IllegalArgumentException unfit(Object value) {
        return new IllegalArgumentException(
                value + " does not fit column '" + field.name() + "' of type " + field.type());
    }

    /** Begins a chunk of so many rows at most. */
    void begin(int capacity) {
        buffer.ensureCapacity(capacity);
        limit = capacity;
        rows = 0;
        nulls = 0;
    }

    final void publish() {
        buffer.publish(rows, nulls);
    }

    void close() {
        limit = 0;
        rows = 0;
        buffer.close();
    }
}
