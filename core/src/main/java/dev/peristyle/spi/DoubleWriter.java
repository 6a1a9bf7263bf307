package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Adds floating-point numbers of any width. Not thread-safe. */
public final class DoubleWriter extends ColumnWriter {

    private final DoubleAccess access;
    private final boolean wide;

    DoubleWriter(Field field, ColumnBuffer buffer) {
        super(field, buffer);
        this.access = DoubleAccess.of(field.type().layout());
        this.wide = field.type().layout() == Layout.FLOAT64;
    }

    /**
     * Adds a row.
     *
     * @param value its value; in a column of fewer bits it is rounded to the nearest that this has
     * @throws IllegalStateException when the chunk is full
     */
    public void add(double value) {
        int row = next();
        if (wide) {
            UnsafeApi.putDouble(buffer.valuesAddress() + 8L * row, value);
        } else {
            access.storeRow(buffer.valuesAddress(), row, value);
        }
    }
}
