package dev.peristyle.internal.ground;

/**
 * Numbers of IEEE 754 binary16 as the shorts that hold their bits: a sign, five bits of exponent, ten of fraction. The JDK has
 * conversions from 20 on only.
 */
final class HalfPrecision {

    private static final short INFINITY = 0x7C00;
    private static final short NAN = 0x7E00;
    private static final int MAGNITUDE = 0x7FFF;

    /** From here on the nearest number is infinity: halfway between the largest one and what would come next. */
    private static final double OVERFLOW = 65_520;

    /** The smallest number with a full fraction; below it numbers are multiples of 2<sup>-24</sup>. */
    private static final double MIN_NORMAL = 0x1p-14;

    /** Bits of a fraction that a double has more. */
    private static final int SURPLUS = 42;

    /** How much larger the exponent of a double is as it is stored. */
    private static final int BIAS = 1023 - 15;

    private HalfPrecision() {}

    /** The number, which a float holds exactly. */
    static float toFloat(short bits) {
        int magnitude = bits & MAGNITUDE;
        // the fraction at its place in a float; a factor moves the exponent, also where there is no full fraction
        int moved = magnitude << 13;
        float size = magnitude < INFINITY
                ? Float.intBitsToFloat(moved) * 0x1p112f
                : Float.intBitsToFloat(moved | 0x7F800000);
        return Float.intBitsToFloat(Float.floatToRawIntBits(size) | bits & 0x80000000);
    }

    /** The bits of the nearest number, of two the one whose last bit is 0. */
    static short nearest(double value) {
        double size = Math.abs(value);
        int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & ~MAGNITUDE;
        if (!(size < OVERFLOW)) {
            return (short) (sign | (Double.isNaN(value) ? NAN : INFINITY));
        }
        if (size < MIN_NORMAL) {
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        long bits = Double.doubleToRawLongBits(size);
        // half of the last place that is kept, less one where that would make an even number odd; a carry goes on into
        // the exponent
        long half = (1L << SURPLUS - 1) - 1 + (bits >>> SURPLUS & 1);
        return (short) (sign | (int) (bits + half >>> SURPLUS) - (BIAS << 10));
    }

    /** The number as an integer in the order that {@link DoubleOrder} has. {@link #ofOrdered} is the way back. */
    static short ordered(short bits) {
        int magnitude = bits & MAGNITUDE;
        int key = magnitude > INFINITY ? NAN : magnitude == 0 ? 0 : bits;
        return ofOrdered((short) key);
    }

    /** The way back from {@link #ordered}, of what is equal the same bits. */
    static short ofOrdered(short ordered) {
        return (short) (ordered ^ ordered >> 15 & MAGNITUDE);
    }
}
