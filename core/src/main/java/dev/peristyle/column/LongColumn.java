package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** A column of 64-bit integers. */
public final class LongColumn extends Column {

    LongColumn() {
        super(DataType.LONG);
    }

    /**
     * Returns the value of a row.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return its value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public long get(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getLong(values + 8L * row));
    }
}
