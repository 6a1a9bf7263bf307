package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import org.agrona.UnsafeApi;

/** Adds floating-point numbers of either width. Not thread-safe. */
public final class DoubleWriter extends ColumnWriter {

    private final boolean wide;

    DoubleWriter(Field field, ColumnBuffer buffer) {
        super(field, buffer);
        this.wide = ((DataType.Floating) field.type()).bits() == Double.SIZE;
    }

    /**
     * Adds a row.
     *
     * @param value its value; in a column of 32 bits it is rounded to the nearest that this has
     * @throws IllegalStateException when the chunk is full
     */
    public void add(double value) {
        int row = next();
        if (wide) {
            UnsafeApi.putDouble(buffer.valuesAddress() + 8L * row, value);
        } else {
            UnsafeApi.putFloat(buffer.valuesAddress() + 4L * row, (float) value);
        }
    }
}
