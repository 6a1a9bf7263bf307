package dev.peristyle.internal.expression;

import dev.peristyle.internal.loop.WordConversion;
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

    /** A quotient, halves rounded away from zero; one outside of {@code [low, high]} is impossible. */
    public record Divided(long divisor, long low, long high) implements WordConversion {

        @Override
        public Object key() {
            return List.of(Divided.class, divisor, low, high);
        }

        @Override
        public long convert(long value) {
            long quotient = value / divisor;
            long rest = Math.abs(value - quotient * divisor);
            return quotient + (rest >= divisor - rest ? value >> 63 | 1 : 0);
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            return outcome < low | outcome > high;
        }
    }

    /**
     * A quotient, rounded down after {@code bias} is added: 0, or the divisor less 1 to round up. One outside of
     * {@code [low, high]} is impossible.
     */
    public record Floor(long divisor, long bias, long low, long high) implements WordConversion {

        @Override
        public Object key() {
            return List.of(Floor.class, divisor, bias, low, high);
        }

        /** One that is always possible. */
        public static Floor of(long divisor, long bias) {
            return new Floor(divisor, bias, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        @Override
        public long convert(long value) {
            return Math.floorDiv(value + bias, divisor);
        }

        @Override
        public boolean isImpossible(long value, long outcome) {
            return outcome < low | outcome > high;
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
