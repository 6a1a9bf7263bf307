package dev.peristyle.internal.expression;

import dev.peristyle.internal.loop.WordConversion;
import java.math.RoundingMode;
import java.util.List;

/** How integers, which may be scaled decimals, become others. */
public final class IntegerConversions {

    private IntegerConversions() {}

    /** A product; values outside of {@code [low, high]} cannot be multiplied. */
    public record Times(long factor, long low, long high) implements WordConversion {

        @Override
        public Object key() {
            return List.of(Times.class, factor, low, high);
        }

        @Override
        public long convert(long value) {
            return value * factor;
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            return value < low | value > high;
        }
    }

    // what rounds asks with if, not with switch: a switch reads the place of its case from an array, which is no
    // constant in a loop

    /**
     * A quotient by a positive divisor, rounded; one outside of {@code [low, high]} is impossible, and one that is not whole where
     * rounding is {@link RoundingMode#UNNECESSARY}.
     */
    public record Quotient(long divisor, RoundingMode rounding, long low, long high) implements WordConversion {

        /** One that has room for every outcome. */
        public Quotient(long divisor, RoundingMode rounding) {
            this(divisor, rounding, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        @Override
        public Object key() {
            return List.of(Quotient.class, divisor, rounding, low, high);
        }

        @Override
        public long convert(long value) {
            long quotient = value / divisor;
            long rest = value - quotient * divisor;
            if (rounding == RoundingMode.FLOOR) {
                return quotient + (rest >> 63);
            }
            if (rounding == RoundingMode.CEILING) {
                return quotient + (rest > 0 ? 1 : 0);
            }
            if (rounding == RoundingMode.DOWN || rounding == RoundingMode.UNNECESSARY) {
                return quotient;
            }
            // 1 or -1 where the quotient is rounded away from zero
            long away = value >> 63 | 1;
            long size = Math.abs(rest);
            if (rounding == RoundingMode.HALF_UP) {
                return quotient + (size >= divisor - size ? away : 0);
            }
            if (rounding == RoundingMode.HALF_DOWN) {
                return quotient + (size > divisor - size ? away : 0);
            }
            if (rounding == RoundingMode.HALF_EVEN) {
                return quotient + (size - (divisor - size) + (quotient & 1) > 0 ? away : 0);
            }
            return quotient + (rest != 0 ? away : 0);
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            return outcome < low
                    | outcome > high
                    | (rounding == RoundingMode.UNNECESSARY && outcome * divisor != value);
        }
    }

    /** The remainder of a division that is rounded down: not negative. */
    public record Remainder(long divisor) implements WordConversion {

        @Override
        public Object key() {
            return List.of(Remainder.class, divisor);
        }

        @Override
        public long convert(long value) {
            return Math.floorMod(value, divisor);
        }
    }
}
