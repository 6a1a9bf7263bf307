package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** Adds decimals. Not thread-safe. */
public final class DecimalWriter extends ColumnWriter {

    private final int scale;
    private final boolean wide;
    private final BigInteger end;
    private final long longEnd;

    DecimalWriter(Field field, ColumnBuffer buffer) {
        super(field, buffer);
        DataType.Decimal type = (DataType.Decimal) field.type();
        this.scale = type.scale();
        this.wide = type.precision() > DataType.MAX_LONG_PRECISION;
        this.end = BigInteger.TEN.pow(type.precision());
        this.longEnd = wide ? 0 : end.longValue();
    }

    /**
     * Adds a row.
     *
     * @param value its value
     * @throws IllegalArgumentException when it has more digits, before or after the point, than the type of the column
     * @throws IllegalStateException when the chunk is full
     */
    public void add(BigDecimal value) {
        Objects.requireNonNull(value, "value");
        BigDecimal scaled;
        try {
            scaled = value.setScale(scale);
        } catch (ArithmeticException inexact) {
            throw unfit(value);
        }
        addUnscaled(scaled.unscaledValue());
    }

    /**
     * Adds a row by its digits.
     *
     * @param unscaled its value times 10<sup>scale</sup>
     * @throws IllegalArgumentException when it has more digits than the type of the column
     * @throws IllegalStateException when the chunk is full
     */
    public void addUnscaled(long unscaled) {
        // every long has room in more than 18 digits
        if (!wide && (unscaled >= longEnd || unscaled <= -longEnd)) {
            throw unfit(BigDecimal.valueOf(unscaled, scale));
        }
        int row = next();
        if (wide) {
            long address = buffer.valuesAddress() + 16L * row;
            UnsafeApi.putLong(address, unscaled);
            UnsafeApi.putLong(address + 8, unscaled >> 63);
        } else {
            UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, unscaled);
        }
    }

    /**
     * Adds a row by its digits.
     *
     * @param unscaled its value times 10<sup>scale</sup>
     * @throws IllegalArgumentException when it has more digits than the type of the column
     * @throws IllegalStateException when the chunk is full
     */
    public void addUnscaled(BigInteger unscaled) {
        Objects.requireNonNull(unscaled, "unscaled");
        if (unscaled.abs().compareTo(end) >= 0) {
            throw unfit(new BigDecimal(unscaled, scale));
        }
        int row = next();
        if (wide) {
            long address = buffer.valuesAddress() + 16L * row;
            UnsafeApi.putLong(address, unscaled.longValue());
            UnsafeApi.putLong(address + 8, unscaled.shiftRight(Long.SIZE).longValue());
        } else {
            UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, unscaled.longValue());
        }
    }
}
