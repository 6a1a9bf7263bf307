package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.kernel.VectorSupport;
import org.agrona.UnsafeApi;

/**
 * Compares columns of 32-bit integers.
 *
 * <p>64 result bits a word, least significant bit first; bits past the last row are undefined. The inner block has a fixed
 * length, so that the compiler unrolls it, and no branch on values, so that its speed does not depend on how many rows
 * match.
 */
public final class IntCompare {

    private IntCompare() {}

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
            long word = equalBlock(left + ((long) row << 2), right + ((long) row << 2), 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = equalBlock(left + ((long) row << 2), right + ((long) row << 2), rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long equalBlock(long left, long right, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            int first = UnsafeApi.getInt(left + ((long) bit << 2));
            int second = UnsafeApi.getInt(right + ((long) bit << 2));
            word |= ((((long) first ^ second) & 0xFFFF_FFFFL) - 1 >>> 63) << bit;
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
    public static void equalScalar(long left, int scalar, long result, int rows, long invert) {
        int row = VectorSupport.USABLE ? IntVectorCompare.equalScalar(left, scalar, result, rows, invert) : 0;
        for (; row <= rows - 64; row += 64) {
            long word = equalScalarBlock(left + ((long) row << 2), scalar, 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = equalScalarBlock(left + ((long) row << 2), scalar, rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long equalScalarBlock(long left, int scalar, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            int first = UnsafeApi.getInt(left + ((long) bit << 2));
            word |= ((((long) first ^ scalar) & 0xFFFF_FFFFL) - 1 >>> 63) << bit;
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
            long word = lessBlock(left + ((long) row << 2), right + ((long) row << 2), 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessBlock(left + ((long) row << 2), right + ((long) row << 2), rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessBlock(long left, long right, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            int first = UnsafeApi.getInt(left + ((long) bit << 2));
            int second = UnsafeApi.getInt(right + ((long) bit << 2));
            word |= ((long) first - second >>> 63) << bit;
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
    public static void lessScalar(long left, int scalar, long result, int rows, long invert) {
        int row = VectorSupport.USABLE ? IntVectorCompare.lessScalar(left, scalar, result, rows, invert) : 0;
        for (; row <= rows - 64; row += 64) {
            long word = lessScalarBlock(left + ((long) row << 2), scalar, 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessScalarBlock(left + ((long) row << 2), scalar, rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessScalarBlock(long left, int scalar, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            int first = UnsafeApi.getInt(left + ((long) bit << 2));
            word |= ((long) first - scalar >>> 63) << bit;
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
            long word = lessOrEqualBlock(left + ((long) row << 2), right + ((long) row << 2), 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessOrEqualBlock(left + ((long) row << 2), right + ((long) row << 2), rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessOrEqualBlock(long left, long right, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            int first = UnsafeApi.getInt(left + ((long) bit << 2));
            int second = UnsafeApi.getInt(right + ((long) bit << 2));
            word |= ((long) first - second - 1 >>> 63) << bit;
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
    public static void lessOrEqualScalar(long left, int scalar, long result, int rows, long invert) {
        int row = VectorSupport.USABLE ? IntVectorCompare.lessOrEqualScalar(left, scalar, result, rows, invert) : 0;
        for (; row <= rows - 64; row += 64) {
            long word = lessOrEqualScalarBlock(left + ((long) row << 2), scalar, 64);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        if (row < rows) {
            long word = lessOrEqualScalarBlock(left + ((long) row << 2), scalar, rows - row);
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    private static long lessOrEqualScalarBlock(long left, int scalar, int count) {
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            int first = UnsafeApi.getInt(left + ((long) bit << 2));
            word |= ((long) first - scalar - 1 >>> 63) << bit;
        }
        return word;
    }
}
