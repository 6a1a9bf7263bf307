package dev.peristyle.internal.value;

import java.math.BigInteger;

/**
 * The leading 128 bits of powers of ten, cut off, not rounded: 10^e lies between {@code bits · 2^s} and {@code (bits + 1) · 2^s}
 * with s = {@link #floorLog2}(e) - 127, and is the lower one for e from 0 to {@value #MAX_EXACT}. Computed when first needed.
 */
final class DecimalPowers {

    /** Below this times any 64-bit number there is no double. */
    static final int MIN = -343;

    /** Above this times any 64-bit number there is none either; the shortest digits of the smallest doubles need as much. */
    static final int MAX = 324;

    /** The largest power of five of 128 bits. */
    static final int MAX_EXACT = 55;

    private static final long[] BITS = new long[2 * (MAX - MIN + 1)];

    static {
        for (int exponent = MIN; exponent <= MAX; exponent++) {
            int shift = floorLog2(exponent) - 127;
            BigInteger numerator = BigInteger.TEN.pow(Math.max(exponent, 0)).shiftLeft(Math.max(-shift, 0));
            BigInteger denominator = BigInteger.TEN.pow(Math.max(-exponent, 0)).shiftLeft(Math.max(shift, 0));
            BigInteger bits = numerator.divide(denominator);
            BITS[2 * (exponent - MIN)] = bits.shiftRight(64).longValue();
            BITS[2 * (exponent - MIN) + 1] = bits.longValue();
        }
    }

    private DecimalPowers() {}

    /** The upper 64 of the bits, the first of which is set. */
    static long high(int exponent) {
        return BITS[2 * (exponent - MIN)];
    }

    /** The lower 64 of the bits. */
    static long low(int exponent) {
        return BITS[2 * (exponent - MIN) + 1];
    }

    /** The largest integer whose power of two is not above 10^exponent. */
    static int floorLog2(int exponent) {
        return (int) (exponent * 913_124_641_741L >> 38);
    }

    /** The upper half of the product of two unsigned numbers. */
    static long multiplyHigh(long left, long right) {
        return Math.multiplyHigh(left, right) + (left >> 63 & right) + (right >> 63 & left);
    }
}
