package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/**
 * A column of integers other than int and long: signed ones of 8 and 16 bits, unsigned ones of 8 to 64 bits. Each value
 * is read as the number that it is, whatever its width.
 */
public final class IntegerColumn extends Column {

    IntegerColumn(DataType type) {
        super(type);
    }

    /**
     * Returns a row's value.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     * @throws ArithmeticException when an unsigned value of 64 bits is not less than 2<sup>63</sup>
     */
    public long get(int row) {
        checkValue(row);
        return Held.by(this, cell.getLong(values, row));
    }

    /**
     * Returns a row's value, however large. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public BigInteger getBigInteger(int row) {
        checkValue(row);
        return Held.by(this, cell.getBigInteger(values, row));
    }

    /**
     * Returns the 64 bits of an unsigned integer as they are, to be used with {@link Long#toUnsignedString(long)} and
     * {@link Long#compareUnsigned(long, long)}; the value itself for every narrower type.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the bits
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public long getBits(int row) {
        checkValue(row);
        return Held.by(
                this,
                type().layout().bytes() == Long.BYTES
                        ? UnsafeApi.getLong(values + 8L * row)
                        : cell.getLong(values, row));
    }
}
