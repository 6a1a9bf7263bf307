package dev.peristyle.internal.value;

import dev.peristyle.schema.Resolution;

/** Seconds and nanoseconds as {@code java.time} has them, in the units of a column. */
public final class TimeUnits {

    private TimeUnits() {}

    /**
     * Counts units.
     *
     * @param nanos to be added to the seconds, at least 0
     * @throws ArithmeticException if it is no whole number of units, or more than 64 bits hold
     */
    public static long of(long seconds, long nanos, Resolution resolution) {
        if (nanos % resolution.nanos() != 0) {
            throw new ArithmeticException("more digits than a count of " + resolution.symbol() + " has");
        }
        // toward zero before the product, so that the least value does not overflow on the way
        boolean negative = seconds < 0 && nanos > 0;
        long whole = Math.multiplyExact(negative ? seconds + 1 : seconds, resolution.perSecond());
        return Math.addExact(whole, nanos / resolution.nanos() - (negative ? resolution.perSecond() : 0));
    }
}
