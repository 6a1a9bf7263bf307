package dev.peristyle.column;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/** Reads truth values and numbers with a fraction. */
abstract class NumberCell extends Cell {

    private NumberCell(DataType type, String name) {
        super(type, name);
    }

    /** {@link DataType#BOOLEAN}. */
    static final class Truth extends NumberCell {

        Truth(DataType type, String name) {
            super(type, name);
        }

        @Override
        boolean getBoolean(long values, int row) {
            return Bits.isSet(values, row);
        }

        @Override
        Object get(long values, int row) {
            return getBoolean(values, row);
        }
    }

    /** {@link DataType#FLOAT} and narrower ones. */
    static final class AsFloat extends NumberCell {

        private final DoubleAccess access;

        AsFloat(DataType type, String name) {
            super(type, name);
            this.access = DoubleAccess.of(type.layout());
        }

        @Override
        float getFloat(long values, int row) {
            return (float) access.loadRow(values, row);
        }

        @Override
        double getDouble(long values, int row) {
            return getFloat(values, row);
        }

        @Override
        Object get(long values, int row) {
            return getFloat(values, row);
        }
    }

    /** {@link DataType#DOUBLE}. */
    static final class Floating64 extends NumberCell {

        Floating64(DataType type, String name) {
            super(type, name);
        }

        @Override
        double getDouble(long values, int row) {
            return Double.longBitsToDouble(UnsafeApi.getLong(values + 8L * row));
        }

        @Override
        Object get(long values, int row) {
            return getDouble(values, row);
        }
    }

    /** Decimals; those without a fraction are integers too. */
    private abstract static class Decimal extends NumberCell {

        final int scale;

        Decimal(DataType type, String name) {
            super(type, name);
            this.scale = type.scale();
        }

        @Override
        abstract BigDecimal getDecimal(long values, int row);

        @Override
        BigInteger getBigInteger(long values, int row) {
            return scale == 0 ? getDecimal(values, row).unscaledValue() : super.getBigInteger(values, row);
        }

        @Override
        Object get(long values, int row) {
            return getDecimal(values, row);
        }
    }

    /** Decimals of up to 18 digits. */
    static final class Decimal64 extends Decimal {

        Decimal64(DataType type, String name) {
            super(type, name);
        }

        @Override
        long getUnscaled(long values, int row) {
            return UnsafeApi.getLong(values + 8L * row);
        }

        @Override
        double getDouble(long values, int row) {
            return Cells.decimalToDouble(getUnscaled(values, row), scale);
        }

        @Override
        BigDecimal getDecimal(long values, int row) {
            return BigDecimal.valueOf(getUnscaled(values, row), scale);
        }
    }

    /** Decimals of 19 to 38 digits. */
    static final class Decimal128 extends Decimal {

        Decimal128(DataType type, String name) {
            super(type, name);
        }

        @Override
        long getUnscaled(long values, int row) {
            long low = UnsafeApi.getLong(values + 16L * row);
            if (UnsafeApi.getLong(values + 16L * row + 8) != low >> 63) {
                throw refuse(
                        getDecimal(values, row).toPlainString(),
                        "does not fit an unscaled value of 64 bits; read it with getDecimal");
            }
            return low;
        }

        @Override
        BigDecimal getDecimal(long values, int row) {
            return new BigDecimal(unscaled(values, row), scale);
        }

        private static BigInteger unscaled(long values, int row) {
            return Cells.wide(UnsafeApi.getLong(values + 16L * row + 8), UnsafeApi.getLong(values + 16L * row));
        }

        @Override
        double getDouble(long values, int row) {
            return getDecimal(values, row).doubleValue();
        }
    }
}
