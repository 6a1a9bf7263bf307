package dev.peristyle.internal.ground;

/**
 * The one order of floating-point numbers: by value, -0.0 equal to 0.0, NaN equal to NaN and greater than everything.
 * Comparing, grouping, distinct, sorting, min and max agree on it. Two numbers are equal exactly where their keys are, and
 * their ordered bits, compared as signed integers, have the order of the numbers.
 */
public final class DoubleOrder {

    private static final long DOUBLE_INFINITY = 0x7FF0000000000000L;
    private static final long DOUBLE_NAN = 0x7FF8000000000000L;
    private static final int FLOAT_INFINITY = 0x7F800000;
    private static final int FLOAT_NAN = 0x7FC00000;

    private DoubleOrder() {}

    /**
     * Compares two numbers.
     *
     * @return negative, 0 or positive as the first is less, equal or greater
     */
    public static int compare(double first, double second) {
        return Long.compare(ordered(Double.doubleToRawLongBits(first)), ordered(Double.doubleToRawLongBits(second)));
    }

    /**
     * Compares two numbers.
     *
     * @return negative, 0 or positive as the first is less, equal or greater
     */
    public static int compare(float first, float second) {
        return Integer.compare(ordered(Float.floatToRawIntBits(first)), ordered(Float.floatToRawIntBits(second)));
    }

    /**
     * Says whether two numbers are equal.
     *
     * @return true if they are
     */
    public static boolean isEqual(double first, double second) {
        return first == second | (Double.isNaN(first) & Double.isNaN(second));
    }

    /**
     * Says whether a number is less than another one.
     *
     * @return true if the first is less
     */
    public static boolean isLess(double first, double second) {
        return first < second | (!Double.isNaN(first) & Double.isNaN(second));
    }

    /**
     * Says whether a number is less than another one or equal.
     *
     * @return true if the first is not greater
     */
    public static boolean isLessOrEqual(double first, double second) {
        return first <= second | Double.isNaN(second);
    }

    /**
     * Bits that are equal exactly where numbers are: those of 0.0 for both zeros, of one NaN for all.
     *
     * @param bits of a double
     * @return the bits of the double that is the key of all its equals
     */
    public static long key(long bits) {
        long magnitude = bits & Long.MAX_VALUE;
        return magnitude > DOUBLE_INFINITY ? DOUBLE_NAN : magnitude == 0 ? 0 : bits;
    }

    /**
     * Bits that are equal exactly where numbers are: those of 0.0 for both zeros, of one NaN for all.
     *
     * @param bits of a float
     * @return the bits of the float that is the key of all its equals
     */
    public static int key(int bits) {
        int magnitude = bits & Integer.MAX_VALUE;
        return magnitude > FLOAT_INFINITY ? FLOAT_NAN : magnitude == 0 ? 0 : bits;
    }

    /**
     * A number as an integer in the same order. {@link #ofOrdered(long)} is the way back.
     *
     * @param bits of a double
     * @return a signed integer
     */
    public static long ordered(long bits) {
        long key = key(bits);
        return key ^ ((key >> 63) >>> 1);
    }

    /**
     * A number as an integer in the same order. {@link #ofOrdered(int)} is the way back.
     *
     * @param bits of a float
     * @return a signed integer
     */
    public static int ordered(int bits) {
        int key = key(bits);
        return key ^ ((key >> 31) >>> 1);
    }

    /**
     * The way back from {@link #ordered(long)}.
     *
     * @param ordered a number as an integer
     * @return the bits of the double
     */
    public static long ofOrdered(long ordered) {
        return ordered ^ ((ordered >> 63) >>> 1);
    }

    /**
     * The way back from {@link #ordered(int)}.
     *
     * @param ordered a number as an integer
     * @return the bits of the float
     */
    public static int ofOrdered(int ordered) {
        return ordered ^ ((ordered >> 31) >>> 1);
    }
}
