package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Writes the same value for every row. */
public final class Fill {

    private Fill() {}

    /**
     * Four-byte values.
     *
     * @param value the value
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void ints(int value, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putInt(result + ((long) row << 2), value);
        }
    }

    /**
     * Eight-byte values.
     *
     * @param value the value
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void longs(long value, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(result + ((long) row << 3), value);
        }
    }
}
