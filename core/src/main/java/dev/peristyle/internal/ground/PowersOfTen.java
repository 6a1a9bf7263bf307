package dev.peristyle.internal.ground;

/** Powers of ten that are exact in their type. */
public final class PowersOfTen {

    /** The largest exponent that a signed long holds. */
    public static final int MAX_LONG = 18;

    /** The largest exponent that a double holds exactly. */
    public static final int MAX_DOUBLE = 22;

    /** The largest exponent that a float holds exactly. */
    public static final int MAX_FLOAT = 10;

    /** The largest exponent that a signed 128-bit number holds. */
    public static final int MAX_WIDE = 38;

    private static final long[] LONGS = new long[MAX_LONG + 1];
    private static final long[] WIDE = new long[2 * (MAX_WIDE + 1)];
    private static final double[] DOUBLES = new double[MAX_DOUBLE + 1];
    private static final float[] FLOATS = new float[MAX_FLOAT + 1];

    static {
        // every product is exact, so that repeated multiplication is
        long low = 1;
        long high = 0;
        for (int exponent = 0; exponent <= MAX_WIDE; exponent++) {
            WIDE[2 * exponent] = low;
            WIDE[2 * exponent + 1] = high;
            high = high * 10 + Math.multiplyHigh(low, 10L) + (low < 0 ? 10 : 0);
            low *= 10;
        }
        for (int exponent = 0; exponent <= MAX_LONG; exponent++) {
            LONGS[exponent] = WIDE[2 * exponent];
        }
        DOUBLES[0] = 1;
        for (int exponent = 1; exponent <= MAX_DOUBLE; exponent++) {
            DOUBLES[exponent] = DOUBLES[exponent - 1] * 10;
        }
        for (int exponent = 0; exponent <= MAX_FLOAT; exponent++) {
            FLOATS[exponent] = (float) DOUBLES[exponent];
        }
    }

    private PowersOfTen() {}

    /**
     * Returns a power as a long.
     *
     * @param exponent 0 to {@value #MAX_LONG}
     * @return 10 to the exponent
     */
    public static long asLong(int exponent) {
        return LONGS[exponent];
    }

    /**
     * Returns a power as a double.
     *
     * @param exponent 0 to {@value #MAX_DOUBLE}
     * @return 10 to the exponent
     */
    public static double asDouble(int exponent) {
        return DOUBLES[exponent];
    }

    /**
     * Returns a power as a float.
     *
     * @param exponent 0 to {@value #MAX_FLOAT}
     * @return 10 to the exponent
     */
    public static float asFloat(int exponent) {
        return FLOATS[exponent];
    }

    /**
     * Returns the lower 64 bits of a power, of which the sign bit is a bit like the others.
     *
     * @param exponent 0 to {@value #MAX_WIDE}
     * @return bits 0 to 63 of 10 to the exponent
     */
    public static long lowOf(int exponent) {
        return WIDE[2 * exponent];
    }

    /**
     * Returns the upper 64 bits of a power.
     *
     * @param exponent 0 to {@value #MAX_WIDE}
     * @return bits 64 to 127 of 10 to the exponent
     */
    public static long highOf(int exponent) {
        return WIDE[2 * exponent + 1];
    }
}
