package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.PowersOfTen;

/**
 * The shortest decimal that reads back as a given floating-point number, after Raffaello Giulietti, "The Schubfach way to render
 * doubles" (2020). The JDK does the same since 19, but into a String, and the JDKs before it often give a digit too many.
 * As there, a number gets two digits where one would do only if the second brings it closer: 4.9e-324, not 5e-324.
 */
final class ShortestDecimal {

    private static final long MASK_63 = Long.MAX_VALUE;

    private static final int DOUBLE_BITS = 52;
    private static final int DOUBLE_MIN_EXPONENT = -1074;
    private static final int DOUBLE_TINY = 3;

    private static final int FLOAT_BITS = 23;
    private static final int FLOAT_MIN_EXPONENT = -149;
    private static final int FLOAT_TINY = 8;

    private ShortestDecimal() {}

    /**
     * The decimal exponent of a positive finite double: {@link #digits(double)} times ten to this power is the decimal. It is
     * what a caller needs first, and cheap.
     */
    static int exponent(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return exponent(bits, DOUBLE_BITS, DOUBLE_MIN_EXPONENT, DOUBLE_TINY);
    }

    /** The decimal exponent of {@link #digits(float)}. */
    static int exponent(float value) {
        return exponent(Float.floatToRawIntBits(value), FLOAT_BITS, FLOAT_MIN_EXPONENT, FLOAT_TINY);
    }

    /** Up to 17 digits, possibly with trailing zeros, of a positive finite double. */
    static long digits(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return digits(bits, DOUBLE_BITS, DOUBLE_MIN_EXPONENT, DOUBLE_TINY);
    }

    /** Up to 9 digits, possibly with trailing zeros, of a positive finite float. */
    static long digits(float value) {
        // a float is a case of the method for doubles: fewer bits, and none of its powers of two is outside of theirs
        return digits(Float.floatToRawIntBits(value), FLOAT_BITS, FLOAT_MIN_EXPONENT, FLOAT_TINY);
    }

    /** The decimal exponent of {@link #digits(long, DoubleAccess)}. */
    static int exponent(long bits, DoubleAccess layout) {
        int lastPlace = layout.minExponent() - layout.precision() + 1;
        return exponent(bits, layout.precision() - 1, lastPlace, tiny(lastPlace));
    }

    /** As {@link #digits(double)}, of the bits of a positive finite number of a layout narrower than float. */
    static long digits(long bits, DoubleAccess layout) {
        int lastPlace = layout.minExponent() - layout.precision() + 1;
        return digits(bits, layout.precision() - 1, lastPlace, tiny(lastPlace));
    }

    /** The first multiple of the smallest number that has two digits where that has one, as section 8.2.1 of the paper says. */
    private static int tiny(int lastPlace) {
        return (int) Math.ceil(Math.scalb(1.0, -lastPlace) / PowersOfTen.asDouble(-floorLog10Pow2(lastPlace) - 1));
    }

    private static int exponent(long bits, int fractionBits, int minExponent, int tiny) {
        long fraction = bits & (1L << fractionBits) - 1;
        int biased = (int) (bits >>> fractionBits);
        int exponent = Math.max(biased, 1) + minExponent - 1;
        boolean irregular = biased > 1 && fraction == 0;
        // a subnormal of very few bits is computed ten times as large
        return (irregular ? floorLog10ThreeQuartersPow2(exponent) : floorLog10Pow2(exponent))
                - (biased == 0 && fraction < tiny ? 1 : 0);
    }

    private static long digits(long bits, int fractionBits, int minExponent, int tiny) {
        long fraction = bits & (1L << fractionBits) - 1;
        int biased = (int) (bits >>> fractionBits);
        int exponent = Math.max(biased, 1) + minExponent - 1;
        long significand = biased == 0 ? fraction : fraction | 1L << fractionBits;
        significand *= biased == 0 && fraction < tiny ? 10 : 1;
        boolean irregular = biased > 1 && fraction == 0;

        // the interval that rounds to the value, in quarters of the last place; below a power of two it is narrower
        long middle = significand << 2;
        long lower = middle - (irregular ? 1 : 2);
        long upper = middle + 2;
        long odd = significand & 1;
        int power = irregular ? floorLog10ThreeQuartersPow2(exponent) : floorLog10Pow2(exponent);
        int shift = exponent + DecimalPowers.floorLog2(-power) + 2;
        // 126 bits of the power, rounded up
        long high = DecimalPowers.high(-power);
        long low = (high << 62 | DecimalPowers.low(-power) >>> 2) & MASK_63;
        high >>>= 1;
        low++;
        high += low >>> 63;
        low &= MASK_63;
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
}
