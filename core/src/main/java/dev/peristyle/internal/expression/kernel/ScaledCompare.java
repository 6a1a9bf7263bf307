package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Compares 64-bit integers times a factor a side, exactly: with products of 128 bits. Factors are positive. */
public final class ScaledCompare {

    private ScaledCompare() {}

    /**
     * True where both products are equal.
     *
     * @param left address of the left values
     * @param leftFactor what they are multiplied with
     * @param right address of the right values
     * @param rightFactor what they are multiplied with
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void equal(
            long left, long leftFactor, long right, long rightFactor, long result, int rows, long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long offset = (long) (row + bit) << 3;
                long first = UnsafeApi.getLong(left + offset);
                long second = UnsafeApi.getLong(right + offset);
                boolean same = first * leftFactor == second * rightFactor
                        & Math.multiplyHigh(first, leftFactor) == Math.multiplyHigh(second, rightFactor);
                word |= (same ? 1L : 0L) << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    /**
     * True where the left product is less.
     *
     * @param left address of the left values
     * @param leftFactor what they are multiplied with
     * @param right address of the right values
     * @param rightFactor what they are multiplied with
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void less(
            long left, long leftFactor, long right, long rightFactor, long result, int rows, long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long offset = (long) (row + bit) << 3;
                long first = UnsafeApi.getLong(left + offset);
                long second = UnsafeApi.getLong(right + offset);
                long firstHigh = Math.multiplyHigh(first, leftFactor);
                long secondHigh = Math.multiplyHigh(second, rightFactor);
                boolean below = firstHigh < secondHigh
                        | (firstHigh == secondHigh
                                & (first * leftFactor + Long.MIN_VALUE < second * rightFactor + Long.MIN_VALUE));
                word |= (below ? 1L : 0L) << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }
}
