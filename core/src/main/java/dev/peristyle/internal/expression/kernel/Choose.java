package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Takes each value from one of two columns, as a bitmap says: 1 takes the first. */
public final class Choose {

    private Choose() {}

    /**
     * Four-byte values.
     *
     * @param choice address of the bitmap
     * @param first address of values
     * @param second address of values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void ints(long choice, long first, long second, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            int take = -(UnsafeApi.getByte(choice + (row >> 3)) >>> (row & 7) & 1);
            long offset = (long) row << 2;
            UnsafeApi.putInt(
                    result + offset,
                    (UnsafeApi.getInt(first + offset) & take) | (UnsafeApi.getInt(second + offset) & ~take));
        }
    }

    /**
     * Eight-byte values.
     *
     * @param choice address of the bitmap
     * @param first address of values
     * @param second address of values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void longs(long choice, long first, long second, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long take = -(long) (UnsafeApi.getByte(choice + (row >> 3)) >>> (row & 7) & 1);
            long offset = (long) row << 3;
            UnsafeApi.putLong(
                    result + offset,
                    (UnsafeApi.getLong(first + offset) & take) | (UnsafeApi.getLong(second + offset) & ~take));
        }
    }
}
