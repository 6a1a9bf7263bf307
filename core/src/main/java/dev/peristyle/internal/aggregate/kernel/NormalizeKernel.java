package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/** Brings values of every layout to 64 bits, so that one loop of each kind is enough for all of them. */
public final class NormalizeKernel {

    private static final long DOUBLE_NAN = 0x7FF8000000000000L;
    private static final int FLOAT_NAN = 0x7FC00000;

    private NormalizeKernel() {}

    /**
     * Bits to 0 and 1.
     *
     * @param rows rows
     * @param bits address of the bits
     * @param out address of the longs to write
     */
    public static void widenBits(int rows, long bits, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(out + 8L * row, (UnsafeApi.getByte(bits + (row >> 3)) >>> (row & 7)) & 1);
        }
    }

    /**
     * Ints to longs, with their sign.
     *
     * @param rows rows
     * @param values address of the ints
     * @param out address of the longs to write
     */
    public static void widenInts(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(out + 8L * row, UnsafeApi.getInt(values + 4L * row));
        }
    }

    /**
     * Floats to longs that are equal where the values are equal as keys: one bit pattern for not a number, one for zero.
     *
     * @param rows rows
     * @param values address of the floats
     * @param out address of the longs to write; the bits of the float, sign-extended
     */
    public static void floatKeys(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            // adding zero turns -0.0 into 0.0 and changes nothing else
            UnsafeApi.putLong(out + 8L * row, Float.floatToIntBits(UnsafeApi.getFloat(values + 4L * row) + 0.0f));
        }
    }

    /**
     * Doubles to longs that are equal where the values are equal as keys: one bit pattern for not a number, one for zero.
     *
     * @param rows rows
     * @param values address of the doubles
     * @param out address of the longs to write
     */
    public static void doubleKeys(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(out + 8L * row, Double.doubleToLongBits(UnsafeApi.getDouble(values + 8L * row) + 0.0));
        }
    }

    /**
     * Floats to longs in the same order, not a number last. {@link #floatOfOrder} is the way back.
     *
     * @param rows rows
     * @param values address of the floats
     * @param out address of the longs to write
     */
    public static void orderedFloats(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            int bits = UnsafeApi.getInt(values + 4L * row);
            int key = (bits & 0x7FFFFFFF) > 0x7F800000 ? FLOAT_NAN : bits;
            UnsafeApi.putLong(out + 8L * row, key ^ ((key >> 31) >>> 1));
        }
    }

    /**
     * Doubles to longs in the same order, not a number last. {@link #doubleOfOrder} is the way back.
     *
     * @param rows rows
     * @param values address of the doubles
     * @param out address of the longs to write
     */
    public static void orderedDoubles(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(out + 8L * row, orderOfDouble(UnsafeApi.getLong(values + 8L * row)));
        }
    }

    /**
     * The place of a double in the order, not a number last.
     *
     * @param bits the bits of the double
     * @return as written by {@link #orderedDoubles}
     */
    static long orderOfDouble(long bits) {
        long key = (bits & Long.MAX_VALUE) > 0x7FF0000000000000L ? DOUBLE_NAN : bits;
        return key ^ ((key >> 63) >>> 1);
    }

    /**
     * The bits of a float from its place in the order.
     *
     * @param key as written by {@link #orderedFloats}
     * @return the bits of the float
     */
    public static int floatOfOrder(long key) {
        int bits = (int) key;
        return bits ^ ((bits >> 31) >>> 1);
    }

    /**
     * The bits of a double from its place in the order.
     *
     * @param key as written by {@link #orderedDoubles}
     * @return the bits of the double
     */
    public static long doubleOfOrder(long key) {
        return key ^ ((key >> 63) >>> 1);
    }

    /**
     * Floats to doubles.
     *
     * @param rows rows
     * @param values address of the floats
     * @param out address of the doubles to write
     */
    public static void widenFloats(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putDouble(out + 8L * row, UnsafeApi.getFloat(values + 4L * row));
        }
    }

    /**
     * Ints to doubles.
     *
     * @param rows rows
     * @param values address of the ints
     * @param out address of the doubles to write
     */
    public static void intsToDoubles(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putDouble(out + 8L * row, UnsafeApi.getInt(values + 4L * row));
        }
    }

    /**
     * Longs to the nearest doubles.
     *
     * @param rows rows
     * @param values address of the longs
     * @param out address of the doubles to write
     */
    public static void longsToDoubles(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putDouble(out + 8L * row, (double) UnsafeApi.getLong(values + 8L * row));
        }
    }

    /**
     * Puts one value in the place of every null.
     *
     * @param rows rows
     * @param values address of the longs
     * @param validity address of the validity bitmap
     * @param replacement the value for nulls
     * @param out address of the longs to write; may be {@code values}
     */
    public static void replaceNulls(int rows, long values, long validity, long replacement, long out) {
        for (int row = 0; row < rows; row++) {
            long present = -((UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7)) & 1L);
            UnsafeApi.putLong(
                    out + 8L * row, (UnsafeApi.getLong(values + 8L * row) & present) | (replacement & ~present));
        }
    }
}
