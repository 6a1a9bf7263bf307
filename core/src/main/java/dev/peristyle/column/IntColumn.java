package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** A column of 32-bit integers. */
public final class IntColumn extends Column {

    IntColumn() {
        super(DataType.INT);
    }

    /**
     * Returns the value of a row.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return its value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public int get(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getInt(values + 4L * row));
    }
}
