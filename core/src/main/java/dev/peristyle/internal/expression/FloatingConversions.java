package dev.peristyle.internal.expression;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.loop.WordConversion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** How numbers with a fraction become others and integers, and integers become them. */
final class FloatingConversions {

    private static final int DOUBLE_BITS = 53;
    private static final int FLOAT_BITS = 24;

    private FloatingConversions() {}

    /**
     * Of the two doubles around a number the one whose last bit is 1: it is rounded to a narrower layout as the number itself would
     * be, where the nearest double might be just halfway.
     *
     * @param nearest the double nearest to the number
     * @param side negative, 0 or positive as that is less, equal or greater
     */
    static double oddBeside(double nearest, double side) {
        if (side == 0 || (Double.doubleToRawLongBits(nearest) & 1) != 0) {
            return nearest;
        }
        return side < 0 ? Math.nextUp(nearest) : Math.nextDown(nearest);
    }

    /** The number nearest to an integer divided by a power of ten. */
    record OfInteger(long divisor, DoubleAccess target) implements WordConversion {

        @Override
        public Object key() {
            return List.of(OfInteger.class, divisor, target);
        }

        @Override
        public long convert(long value) {
            if (divisor == 1) {
                return target.toWord(value);
            }
            boolean narrow = target.precision() < DOUBLE_BITS;
            if ((value ^ value >> 63) >>> 53 != 0) {
                return target.toWord(nearest(value, divisor, narrow));
            }
            double nearest = value / (double) divisor;
            return target.toWord(
                    narrow ? oddBeside(nearest, Math.fma(nearest, (double) divisor, (double) -value)) : nearest);
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            boolean holdsAll = target.minExponent() <= -Long.SIZE;
            return !holdsAll && Double.isInfinite(target.ofWord(outcome));
        }

        private static double nearest(long value, long divisor, boolean narrow) {
            long size = Math.abs(value);
            long whole = Long.divideUnsigned(size, divisor);
            long rest = Long.remainderUnsigned(size, divisor);
            int digits = 0;
            // 55 bits and one that says whether more follow are rounded as all of them
            while (whole < 1L << 55) {
                rest <<= 1;
                int bit = rest >= divisor ? 1 : 0;
                rest -= bit * divisor;
                whole = whole << 1 | bit;
                digits++;
            }
            long all = whole | (rest == 0 ? 0 : 1);
            if (narrow) {
                // so few bits that a double has them, the last one still saying whether more follow
                all = all & -1L << FLOAT_BITS | ((all & (1L << FLOAT_BITS) - 1) == 0 ? 0 : 1L << FLOAT_BITS);
            }
            double nearest = Math.scalb((double) all, -digits);
            return value < 0 ? -nearest : nearest;
        }
    }

    /** A number with a fraction as another one; what is finite and too large for it is impossible. */
    record Resized(DoubleAccess source, DoubleAccess target) implements WordConversion {

        @Override
        public Object key() {
            return List.of(Resized.class, source, target);
        }

        @Override
        public long convert(long value) {
            return target.toWord(source.ofWord(value));
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            return Math.abs(target.ofWord(outcome)) == Double.POSITIVE_INFINITY
                    & Math.abs(source.ofWord(value)) <= Double.MAX_VALUE;
        }
    }

    /** The nearest integer, halves to even: at least {@code -limit} and below {@code limit}. */
    record ToInteger(DoubleAccess source, double limit) implements WordConversion {

        @Override
        public Object key() {
            return List.of(ToInteger.class, source, limit);
        }

        @Override
        public long convert(long value) {
            return (long) Math.rint(source.ofWord(value));
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            double rounded = Math.rint(source.ofWord(value));
            return !(rounded >= -limit & rounded < limit);
        }
    }

    /**
     * The nearest decimal, halves away from zero: times {@code factor} it is between {@code -limit} and {@code limit}, at most
     * 10^18. What is rounded is the product with the factor as a double, which makes 2.68 of 2.675; a product of more than 52
     * bits is taken exactly.
     */
    record ToDecimal(DoubleAccess source, double factor, long limit) implements WordConversion {

        @Override
        public Object key() {
            return List.of(ToDecimal.class, source, factor, limit);
        }

        /** From here on a double has no fraction. */
        static final double ALL_WHOLE = 0x1p52;

        @Override
        public long convert(long value) {
            double number = source.ofWord(value);
            double scaled = number * factor;
            double magnitude = Math.abs(scaled);
            double whole = Math.floor(magnitude);
            long rounded = (long) (magnitude - whole >= 0.5 ? whole + 1 : whole);
            if (magnitude >= ALL_WHOLE) {
                rounded += missing(number, factor, scaled);
            }
            return scaled < 0 ? -rounded : rounded;
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            return !(Math.abs(source.ofWord(value) * factor) < 2 * limit & Math.abs(outcome) < limit);
        }

        /** What the size of a product lacks that was rounded to a double; 0 where it is far too large anyway. */
        private static long missing(double value, double factor, double product) {
            double error = Math.fma(value, factor, -product);
            double away = product < 0 ? -error : error;
            double whole = Math.floor(away);
            return (long) whole + (away - whole >= 0.5 ? 1 : 0);
        }
    }

    /**
     * The integer beside a number times {@code factor}, at most 10^18, that a rounding asks for, in {@code [low, high]}. As in
     * {@link ToDecimal} the product is rounded as a double, so that 1.1 has one digit after the point and no more.
     */
    record ToRounded(DoubleAccess source, double factor, RoundingMode rounding, long low, long high)
            implements WordConversion {

        @Override
        public Object key() {
            return List.of(ToRounded.class, source, factor, rounding, low, high);
        }

        @Override
        public long convert(long value) {
            double number = source.ofWord(value);
            double scaled = number * factor;
            if (!(Math.abs(scaled) < ToDecimal.ALL_WHOLE)) {
                return Math.abs(scaled) < 0x1p63 ? exactly(number).longValue() : (long) scaled;
            }
            double down = scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled);
            long whole = (long) down;
            if (rounding == RoundingMode.DOWN || rounding == RoundingMode.UNNECESSARY) {
                return whole;
            }
            if (rounding == RoundingMode.FLOOR) {
                return whole - (scaled < down ? 1 : 0);
            }
            if (rounding == RoundingMode.CEILING) {
                return whole + (scaled > down ? 1 : 0);
            }
            double rest = Math.abs(scaled - down);
            boolean isAway = rounding == RoundingMode.UP
                    ? rest > 0
                    : rest > 0.5
                            || rest == 0.5
                                    && (rounding == RoundingMode.HALF_UP
                                            || rounding == RoundingMode.HALF_EVEN && (whole & 1) != 0);
            return whole + (!isAway ? 0 : scaled < 0 ? -1 : 1);
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            double number = source.ofWord(value);
            double scaled = number * factor;
            if (!(Math.abs(scaled) < 0x1p64) || outcome < low || outcome > high) {
                return true;
            }
            if (Math.abs(scaled) < ToDecimal.ALL_WHOLE) {
                return rounding == RoundingMode.UNNECESSARY && scaled != outcome;
            }
            BigDecimal exact = exactly(number);
            return exact.compareTo(BigDecimal.valueOf(outcome)) != 0
                    || rounding == RoundingMode.UNNECESSARY && exact.compareTo(product(number)) != 0;
        }

        private BigDecimal exactly(double number) {
            return product(number).setScale(0, rounding == RoundingMode.UNNECESSARY ? RoundingMode.DOWN : rounding);
        }

        private BigDecimal product(double number) {
            return new BigDecimal(number).multiply(new BigDecimal(factor));
        }
    }
}
