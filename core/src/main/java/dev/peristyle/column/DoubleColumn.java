package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** A column of binary64 numbers. */
public final class DoubleColumn extends Column {

    DoubleColumn() {
        super(DataType.DOUBLE);
    }

    /**
     * Returns the value of a row.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return its value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public double get(int row) {
        checkValue(row);
        return Held.by(this, Double.longBitsToDouble(UnsafeApi.getLong(values + 8L * row)));
    }
}
