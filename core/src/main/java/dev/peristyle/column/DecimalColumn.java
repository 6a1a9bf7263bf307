package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import org.agrona.UnsafeApi;

/** A column of exact decimals: 64-bit integers that share the scale of the type. */
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
     */
    public long getUnscaled(int row) {
        checkValue(row);
        return UnsafeApi.getLong(values + 8L * row);
    }

    /**
     * Returns the value of a row as an object. Allocates; {@link #getUnscaled} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the exact value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public BigDecimal get(int row) {
        return BigDecimal.valueOf(getUnscaled(row), type().scale());
    }

    /**
     * Returns the value of a row as the nearest double.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value rounded to binary64
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public double getDouble(int row) {
        return Cells.decimalToDouble(getUnscaled(row), type().scale());
    }
}
