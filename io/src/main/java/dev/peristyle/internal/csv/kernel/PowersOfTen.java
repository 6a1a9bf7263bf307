package dev.peristyle.internal.csv.kernel;

/** Powers of ten that are exact in their type. */
final class PowersOfTen {
    private static final long[] LONGS = new long[19];

    private static final double[] DOUBLES = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final float[] FLOATS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    static {
        long power = 1;
        for (int exponent = 0; exponent < LONGS.length; exponent++) {
            LONGS[exponent] = power;
            power *= 10;
        }
    }

    private PowersOfTen() {}

    /** 10 to a power from 0 to 18. */
    static long asLong(int exponent) {
        return LONGS[exponent];
    }

    /** 10 to a power from 0 to 22. */
    static double asDouble(int exponent) {
        return DOUBLES[exponent];
    }

    /** 10 to a power from 0 to 10. */
    static float asFloat(int exponent) {
        return FLOATS[exponent];
    }
}
