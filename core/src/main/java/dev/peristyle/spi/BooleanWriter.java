package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.Field;
import org.agrona.UnsafeApi;

/** Adds booleans. Not thread-safe. */
public final class BooleanWriter extends ColumnWriter {

    BooleanWriter(Field field, ColumnBuffer buffer) {
        super(field, buffer);
    }

    /**
     * Adds a row.
     *
     * @param value its value
     * @throws IllegalStateException when the chunk is full
     */
    public void add(boolean value) {
        int row = next();
        long word = buffer.valuesAddress() + (row >>> 6 << 3);
        long bit = 1L << row;
        long others = UnsafeApi.getLong(word) & ~bit;
        UnsafeApi.putLong(word, value ? others | bit : others);
    }
}
