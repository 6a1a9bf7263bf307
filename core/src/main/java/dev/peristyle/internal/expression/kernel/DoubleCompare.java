package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.kernel.VectorSupport;
import org.agrona.UnsafeApi;

/**
 * Compares columns of binary64 numbers. NaN equals itself and is greater than every other number; a scalar must
 * not be NaN.
 *
 * <p>64 result bits a word, least significant bit first; bits past the last row are undefined. The inner block has a fixed
 * length, so that the compiler unrolls it, and no branch on values, so that its speed does not depend on how many rows
 * match.
 */
public final class DoubleCompare {

    private DoubleCompare() {}

    /**
     * True where the left value equals the right value.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void equal(long left, long right, long result, int rows, long invert) {
        int row = 0;
        for (; row <= rows - 64; row += 64) {
            long word = equalBlock(left + ((long) row << 3), right + ((long) row << 3), 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = equalBlock(left + ((long) row << 3), right + ((long) row << 3), rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long equalBlock(long left, long right, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            double first = UnsafeApi.getDouble(left + ((long) bit << 3));
            double second = UnsafeApi.getDouble(right + ((long) bit << 3));
            word |= (first == second | (Double.isNaN(first) & Double.isNaN(second)) ? 1L : 0L) << bit;
        }
        return word;
    }

    /**
     * True where the left value equals the scalar.
     *
     * @param left address of the left values
     * @param scalar the value to compare with
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void equalScalar(long left, double scalar, long result, int rows, long invert) {
        int row = VectorSupport.USABLE ? DoubleVectorCompare.equalScalar(left, scalar, result, rows, invert) : 0;
        for (; row <= rows - 64; row += 64) {
            long word = equalScalarBlock(left + ((long) row << 3), scalar, 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = equalScalarBlock(left + ((long) row << 3), scalar, rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long equalScalarBlock(long left, double scalar, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            double first = UnsafeApi.getDouble(left + ((long) bit << 3));
            word |= (first == scalar ? 1L : 0L) << bit;
        }
        return word;
    }

    /**
     * True where the left value is less than the right value.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void less(long left, long right, long result, int rows, long invert) {
        int row = 0;
        for (; row <= rows - 64; row += 64) {
            long word = lessBlock(left + ((long) row << 3), right + ((long) row << 3), 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessBlock(left + ((long) row << 3), right + ((long) row << 3), rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessBlock(long left, long right, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            double first = UnsafeApi.getDouble(left + ((long) bit << 3));
            double second = UnsafeApi.getDouble(right + ((long) bit << 3));
            word |= (first < second | (!Double.isNaN(first) & Double.isNaN(second)) ? 1L : 0L) << bit;
        }
        return word;
    }

    /**
     * True where the left value is less than the scalar.
     *
     * @param left address of the left values
     * @param scalar the value to compare with
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void lessScalar(long left, double scalar, long result, int rows, long invert) {
        int row = VectorSupport.USABLE ? DoubleVectorCompare.lessScalar(left, scalar, result, rows, invert) : 0;
        for (; row <= rows - 64; row += 64) {
            long word = lessScalarBlock(left + ((long) row << 3), scalar, 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessScalarBlock(left + ((long) row << 3), scalar, rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessScalarBlock(long left, double scalar, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            double first = UnsafeApi.getDouble(left + ((long) bit << 3));
            word |= (first < scalar ? 1L : 0L) << bit;
        }
        return word;
    }

    /**
     * True where the left value is not greater than the right value.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void lessOrEqual(long left, long right, long result, int rows, long invert) {
        int row = 0;
        for (; row <= rows - 64; row += 64) {
            long word = lessOrEqualBlock(left + ((long) row << 3), right + ((long) row << 3), 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessOrEqualBlock(left + ((long) row << 3), right + ((long) row << 3), rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessOrEqualBlock(long left, long right, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            double first = UnsafeApi.getDouble(left + ((long) bit << 3));
            double second = UnsafeApi.getDouble(right + ((long) bit << 3));
            word |= (first <= second | Double.isNaN(second) ? 1L : 0L) << bit;
        }
        return word;
    }

    /**
     * True where the left value is not greater than the scalar.
     *
     * @param left address of the left values
     * @param scalar the value to compare with
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void lessOrEqualScalar(long left, double scalar, long result, int rows, long invert) {
        int row = VectorSupport.USABLE ? DoubleVectorCompare.lessOrEqualScalar(left, scalar, result, rows, invert) : 0;
        for (; row <= rows - 64; row += 64) {
            long word = lessOrEqualScalarBlock(left + ((long) row << 3), scalar, 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessOrEqualScalarBlock(left + ((long) row << 3), scalar, rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessOrEqualScalarBlock(long left, double scalar, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            double first = UnsafeApi.getDouble(left + ((long) bit << 3));
            word |= (first <= scalar ? 1L : 0L) << bit;
        }
        return word;
    }

    /**
     * True where the value is NaN.
     *
     * @param left address of the values
     * @param result address of the result bits in whole words
     * @param rows the number of rows
     * @param invert 0, or -1 for the opposite
     */
    public static void isNaN(long left, long result, int rows, long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                double value = UnsafeApi.getDouble(left + ((long) (row + bit) << 3));
                word |= (Double.isNaN(value) ? 1L : 0L) << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }
}
