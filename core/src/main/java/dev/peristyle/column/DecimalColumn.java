package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;

/** A column of exact decimals: integers of 64 bits, or of 128 beyond 18 digits, that share the scale of the type. */
public final class DecimalColumn extends Column {

    DecimalColumn(DataType type) {
        super(type);
    }

    /**
     * Returns the value of a row as an integer: the value times 10<sup>scale</sup>.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the unscaled value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     * @throws ArithmeticException when the type has more than 18 digits and the value does not fit 64 bits
     */
    public long getUnscaled(int row) {
        checkValue(row);
        return Held.by(this, cell.getUnscaled(values, row));
    }

    /**
     * Returns the value of a row as an object. Allocates; {@link #getUnscaled} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the exact value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public BigDecimal get(int row) {
        checkValue(row);
        return Held.by(this, cell.getDecimal(values, row));
    }

    /**
     * Returns the value of a row as the nearest double.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value rounded to binary64
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public double getDouble(int row) {
        checkValue(row);
        return Held.by(this, cell.getDouble(values, row));
    }
}
