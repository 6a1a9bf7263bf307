package dev.peristyle.column;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** A column of binary floating-point numbers that a float holds: of binary32 and narrower ones. */
public final class FloatColumn extends Column {

    /** Of narrower ones, else null. */
    private final DoubleAccess narrow;

    FloatColumn(DataType type) {
        super(type);
        this.narrow = type.equals(DataType.FLOAT) ? null : DoubleAccess.of(type.layout());
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
        return Held.by(
                this,
                narrow == null
                        ? Float.intBitsToFloat(UnsafeApi.getInt(values + 4L * row))
                        : (float) narrow.loadRow(values, row));
    }
}
