package dev.peristyle.internal.expression;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.agrona.UnsafeApi;

/**
 * Conversions from and to integers of 128 bits and those of 64 without a sign. What stays within 64 bits takes a short way,
 * the rest goes by BigInteger: exact, and it allocates.
 */
final class WideConversion {

    /** From here on a double has no fraction. */
    private static final double ALL_WHOLE = 0x1p52;

    private WideConversion() {}

    /** Converts the value of a row that is present; returns false when it does not fit. */
    private interface Cell {

        boolean convert(Vector from, Vector to, int row);
    }

    /** {@code rounding} is null for the one that the types have. */
    static Conversion of(DataType source, DataType target, RoundingMode rounding) {
        if (target.kind() == Kind.BOOLEAN) {
            return isNotZero();
        }
        if (target instanceof DataType.Floating floating) {
            return rows((from, to, row) -> toFloating(from.wideAt(row), source.scale(), floating, to, row));
        }
        if (source instanceof DataType.Floating floating) {
            return rows((from, to, row) -> fromFloating(from, floating, to, row, rounding));
        }
        int digits = target.scale() - source.scale();
        if (digits >= 0 && source.layout() == Layout.INT64 && digits <= PowersOfTen.MAX_LONG) {
            return scaledUp(PowersOfTen.asLong(digits), target.precision());
        }
        RoundingMode mode = rounding == null ? RoundingMode.HALF_UP : rounding;
        return rows(
                (from, to, row) -> putRounded(to, row, new BigDecimal(from.wideAt(row)).movePointRight(digits), mode));
    }

    private static Conversion scaledUp(long factor, int precision) {
        long low = PowersOfTen.lowOf(precision);
        long high = PowersOfTen.highOf(precision);
        return rows((from, to, row) -> {
            long value = from.longAt(row);
            long productLow = value * factor;
            long productHigh = Math.multiplyHigh(value, factor);
            long address = to.values() + ((long) row << 4);
            UnsafeApi.putLong(address, productLow);
            UnsafeApi.putLong(address + 8, productHigh);
            long sign = productHigh >> 63;
            long sizeHigh = (productHigh ^ sign) + (productLow == 0 ? -sign : 0);
            long sizeLow = (productLow ^ sign) - sign;
            return sizeHigh < high || sizeHigh == high && Long.compareUnsigned(sizeLow, low) < 0;
        });
    }

    /** Stores a number without its fraction; {@link RoundingMode#UNNECESSARY} allows none. */
    static boolean putRounded(Vector to, int row, BigDecimal value, RoundingMode mode) {
        BigInteger whole = value.setScale(0, mode == RoundingMode.UNNECESSARY ? RoundingMode.DOWN : mode)
                .toBigInteger();
        boolean exact = mode != RoundingMode.UNNECESSARY || new BigDecimal(whole).compareTo(value) == 0;
        return put(to, row, whole) && exact;
    }

    private static boolean put(Vector to, int row, BigInteger value) {
        DataType type = to.type();
        boolean fits = type instanceof DataType.Int integer
                ? value.bitLength() <= (integer.signed() ? integer.bits() - 1 : integer.bits())
                        && (integer.signed() || value.signum() >= 0)
                : value.abs().compareTo(BigInteger.TEN.pow(type.precision())) < 0;
        long address = to.values() + (long) row * type.layout().bytes();
        if (type.layout() == Layout.INT128) {
            WideInteger.put(address, value);
        } else {
            UnsafeApi.putLong(address, value.longValue());
        }
        return fits;
    }

    private static boolean toFloating(BigInteger value, int scale, DataType.Floating type, Vector to, int row) {
        BigDecimal exact = new BigDecimal(value, scale);
        double nearest = exact.doubleValue();
        DoubleAccess target = DoubleAccess.of(type.layout());
        if (type.bits() < Double.SIZE) {
            int side = new BigDecimal(nearest).compareTo(exact);
            nearest = FloatingConversions.oddBeside(nearest, side);
        }
        target.storeRow(to.values(), row, nearest);
        return !Double.isInfinite(target.loadRow(to.values(), row));
    }

    private static boolean fromFloating(
            Vector from, DataType.Floating type, Vector to, int row, RoundingMode rounding) {
        double value = DoubleAccess.of(type.layout()).loadRow(from.values(), row);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return false;
        }
        RoundingMode own = to.type() instanceof DataType.Int ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
        return putRounded(to, row, scaled(value, to.type().scale()), rounding == null ? own : rounding);
    }

    /** A double times a power of ten: up to 52 bits as a double, as narrower decimals have it, and exactly beyond. */
    private static BigDecimal scaled(double value, int scale) {
        double product = scale <= PowersOfTen.MAX_LONG ? value * PowersOfTen.asLong(scale) : Double.MAX_VALUE;
        return Math.abs(product) < ALL_WHOLE ? new BigDecimal(product) : new BigDecimal(value).movePointRight(scale);
    }

    private static Conversion isNotZero() {
        return (from, to, impossible, rows) -> {
            for (int row = 0; row < rows; row += 64) {
                long word = 0;
                for (int each = row; each < Math.min(rows, row + 64); each++) {
                    word |= (from.wideAt(each).signum() != 0 ? 1L : 0L) << each;
                }
                UnsafeApi.putLong(to.values() + (row >>> 3), word);
            }
            return false;
        };
    }

    private static Conversion rows(Cell cell) {
        return (from, to, impossible, rows) -> {
            long any = 0;
            for (int row = 0; row < rows; row += 64) {
                long word = 0;
                for (int each = row; each < Math.min(rows, row + 64); each++) {
                    word |= (!from.isPresent(each) || cell.convert(from, to, each) ? 0L : 1L) << each;
                }
                UnsafeApi.putLong(impossible + (row >>> 3), word);
                any |= word;
            }
            return any != 0;
        };
    }
}
