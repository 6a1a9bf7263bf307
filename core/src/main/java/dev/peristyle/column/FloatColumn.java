package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** A column of binary32 numbers. */
public final class FloatColumn extends Column {

    FloatColumn() {
        super(DataType.FLOAT);
    }

    /**
     * Returns the value of a row.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return its value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public float get(int row) {
        checkValue(row);
        return Float.intBitsToFloat(UnsafeApi.getInt(values + 4L * row));
    }
}
