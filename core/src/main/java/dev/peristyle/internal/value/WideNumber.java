package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.PowersOfTen;

/**
 * A number of 128 bits without a sign, with what decimals need of arithmetic: it is multiplied and divided by powers of ten.
 * Reused for one value after the other, so that nothing is allocated. Not thread-safe.
 */
final class WideNumber {

    private static final long MASK = 0xFFFF_FFFFL;
    private static final int STEP = 9;

    /** Bits 64 to 127. */
    long high;

    /** Bits 0 to 63. */
    long low;

    /** The first digit that the last division by {@link #divide} cut off. */
    int cutDigit;

    /** Whether one after that is not 0. */
    boolean cutMore;

    void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    /** Multiplies with a power of ten and adds; false if the result has more than 127 bits, and is then undefined. */
    boolean multiplyAndAdd(int exponent, long addend) {
        if (isZero()) {
            low = addend;
            return true;
        }
        if (exponent > PowersOfTen.MAX_WIDE) {
            return false;
        }
        int left = exponent;
        while (left > 0) {
            int step = Math.min(left, PowersOfTen.MAX_LONG);
            long factor = PowersOfTen.asLong(step);
            long carry = DecimalPowers.multiplyHigh(low, factor);
            // below 2^63, and so is the factor
            if (high < 0 || Math.multiplyHigh(high, factor) != 0) {
                return false;
            }
            long upper = high * factor + carry;
            if (high * factor < 0 || upper < 0) {
                return false;
            }
            high = upper;
            low *= factor;
            left -= step;
        }
        long sum = low + addend;
        high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        return high >= 0;
    }

    /**
     * Divides by a power of ten; {@link #cutDigit} and {@link #cutMore} say what was cut off.
     *
     * @param exponent the power, at least 1
     */
    void divide(int exponent) {
        long rest = 0;
        int left = Math.min(exponent, PowersOfTen.MAX_WIDE + 2) - 1;
        while (left > 0) {
            int step = Math.min(left, STEP);
            rest |= divideSmall(PowersOfTen.asLong(step));
            left -= step;
        }
        cutDigit = (int) divideSmall(10);
        cutMore = rest != 0;
    }

    /** Adds one. */
    void increment() {
        low++;
        high += low == 0 ? 1 : 0;
    }

    /** Whether it is less than ten to a power of at most 38. */
    boolean isBelowPower(int exponent) {
        long upper = PowersOfTen.highOf(exponent);
        return high != upper ? high >= 0 && high < upper : Long.compareUnsigned(low, PowersOfTen.lowOf(exponent)) < 0;
    }

    /** Divides by a number of at most 10^9 and returns the remainder. */
    long divideSmall(long divisor) {
        if (high == 0 && low >= 0) {
            long quotient = low / divisor;
            long rest = low - quotient * divisor;
            low = quotient;
            return rest;
        }
        // schoolbook, in halves of words: what is divided stays below 2^62
        long part = high >>> 32;
        long first = part / divisor;
        part = (part - first * divisor) << 32 | high & MASK;
        long second = part / divisor;
        part = (part - second * divisor) << 32 | low >>> 32;
        long third = part / divisor;
        part = (part - third * divisor) << 32 | low & MASK;
        long fourth = part / divisor;
        high = first << 32 | second;
        low = third << 32 | fourth;
        return part - fourth * divisor;
    }
}
