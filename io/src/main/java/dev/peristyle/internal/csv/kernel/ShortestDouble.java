package dev.peristyle.internal.csv.kernel;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a given double, after Raffaello Giulietti, "The Schubfach way to render doubles" (2020). The JDK
 * does the same since 19, but into a String, and the JDKs before it often give a digit too many.
 */
final class ShortestDouble {
    private static final int PRECISION = 53;

    private static final int SMALLEST_EXPONENT = -1074;
    private static final long SMALLEST_NORMAL = 1L << (PRECISION - 1);
    private static final long MASK_63 = Long.MAX_VALUE;
    private static final int SMALLEST_POWER = -324;
    private static final int LARGEST_POWER = 292;

    /** Two longs of 63 bits per power: floor(10^-k 2^-r) + 1, between 2^125 and 2^126. */
    private static final long[] POWERS = new long[2 * (LARGEST_POWER - SMALLEST_POWER + 1)];

    static {
        for (int power = SMALLEST_POWER; power <= LARGEST_POWER; power++) {
            int shift = floorLog2Pow10(-power) - 125;
            BigInteger numerator = BigInteger.TEN.pow(Math.max(-power, 0)).shiftLeft(Math.max(-shift, 0));
            BigInteger denominator = BigInteger.TEN.pow(Math.max(power, 0)).shiftLeft(Math.max(shift, 0));
            BigInteger value = numerator.divide(denominator).add(BigInteger.ONE);
            POWERS[2 * (power - SMALLEST_POWER)] = value.shiftRight(63).longValueExact();
            POWERS[2 * (power - SMALLEST_POWER) + 1] =
                    value.and(BigInteger.valueOf(MASK_63)).longValueExact();
        }
    }

    private ShortestDouble() {}

    /**
     * The decimal exponent of a positive finite double: {@link #digits} times ten to this power is the decimal. It is what a caller needs
     * first, and cheap.
     */
    static int exponent(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (SMALLEST_NORMAL - 1);
        int biased = (int) (bits >>> (PRECISION - 1));
        int exponent = Math.max(biased, 1) + SMALLEST_EXPONENT - 1;
        boolean irregular = biased > 1 && fraction == 0;
        // a subnormal of very few bits is computed ten times as large
        return (irregular ? floorLog10ThreeQuartersPow2(exponent) : floorLog10Pow2(exponent))
                - (tiny(biased, fraction) ? 1 : 0);
    }

    /** Up to 17 digits, possibly with trailing zeros, of a positive finite double. */
    static long digits(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (SMALLEST_NORMAL - 1);
        int biased = (int) (bits >>> (PRECISION - 1));
        int exponent = Math.max(biased, 1) + SMALLEST_EXPONENT - 1;
        long significand = biased == 0 ? fraction : fraction | SMALLEST_NORMAL;
        significand *= tiny(biased, fraction) ? 10 : 1;
        boolean irregular = biased > 1 && fraction == 0;

        // the interval that rounds to the value, in quarters of the last place; below a power of two it is narrower
        long middle = significand << 2;
        long lower = middle - (irregular ? 1 : 2);
        long upper = middle + 2;
        long odd = significand & 1;
        int power = irregular ? floorLog10ThreeQuartersPow2(exponent) : floorLog10Pow2(exponent);
        int shift = exponent + floorLog2Pow10(-power) + 2;
        long high = POWERS[2 * (power - SMALLEST_POWER)];
        long low = POWERS[2 * (power - SMALLEST_POWER) + 1];
        long scaledMiddle = roundToOdd(high, low, middle << shift);
        long scaledLower = roundToOdd(high, low, lower << shift);
        long scaledUpper = roundToOdd(high, low, upper << shift);

        long candidate = scaledMiddle >> 2;
        if (candidate >= 100) {
            long shorter = candidate / 10 * 10;
            boolean below = scaledLower + odd <= shorter << 2;
            boolean above = ((shorter + 10) << 2) + odd <= scaledUpper;
            if (below != above) {
                return below ? shorter : shorter + 10;
            }
        }
        boolean below = scaledLower + odd <= candidate << 2;
        boolean above = ((candidate + 1) << 2) + odd <= scaledUpper;
        if (below != above) {
            return below ? candidate : candidate + 1;
        }
        long closer = scaledMiddle - ((2 * candidate + 1) << 1);
        return closer < 0 || (closer == 0 && (candidate & 1) == 0) ? candidate : candidate + 1;
    }

    private static boolean tiny(int biased, long fraction) {
        return biased == 0 && fraction < 3;
    }

    /** The product shifted right by 126 bits, with the lowest bit set if any bit was lost. */
    private static long roundToOdd(long high, long low, long factor) {
        long lowProduct = Math.multiplyHigh(low, factor);
        long middle = ((high * factor) >>> 1) + lowProduct;
        long whole = Math.multiplyHigh(high, factor) + (middle >>> 63);
        return whole | (((middle & MASK_63) + MASK_63) >>> 63);
    }

    private static int floorLog10Pow2(int exponent) {
        return (int) (exponent * 661_971_961_083L >> 41);
    }

    private static int floorLog10ThreeQuartersPow2(int exponent) {
        return (int) (exponent * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2Pow10(int exponent) {
        return (int) (exponent * 913_124_641_741L >> 38);
    }
}
