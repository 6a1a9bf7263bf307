package dev.peristyle.column;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;

/** A column of booleans, one bit per row. */
public final class BooleanColumn extends Column {

    BooleanColumn() {
        super(DataType.BOOLEAN);
    }

    /**
     * Returns the value of a row.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return its value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public boolean get(int row) {
        checkValue(row);
        return Held.by(this, Bits.isSet(values, row));
    }
}
