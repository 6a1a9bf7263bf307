package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Compares columns of 64-bit integers.
 *
 * <p>The result bits go least significant bit first; those past the last row are undefined. Eight rows with a scalar are a
 * step, in which the place of each bit is a constant; two columns go 64 rows at a time. There is no branch on values, so that
 * the speed does not depend on how many rows match.
 */
public final class LongCompare {

    private LongCompare() {}

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
            long first = UnsafeApi.getLong(left + ((long) bit << 3));
            long second = UnsafeApi.getLong(right + ((long) bit << 3));
            word |= isZero(first ^ second) << bit;
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
    public static void equalScalar(long left, long scalar, long result, int rows, long invert) {
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 3);
            int bits = equalBit(block, scalar, 1)
                    | equalBit(block + 8, scalar, 2)
                    | equalBit(block + 16, scalar, 4)
                    | equalBit(block + 24, scalar, 8)
                    | equalBit(block + 32, scalar, 16)
                    | equalBit(block + 40, scalar, 32)
                    | equalBit(block + 48, scalar, 64)
                    | equalBit(block + 56, scalar, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= equalBit(left + ((long) row + bit << 3), scalar, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
    }

    private static int equalBit(long value, long scalar, int bit) {
        return (int) isZero(UnsafeApi.getLong(value) ^ scalar) * bit;
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
            long first = UnsafeApi.getLong(left + ((long) bit << 3));
            long second = UnsafeApi.getLong(right + ((long) bit << 3));
            word |= isLess(first, second) << bit;
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
    public static void lessScalar(long left, long scalar, long result, int rows, long invert) {
        // x is less than a negative s if x and x - s are negative; it is not less than another s if ~x, which is
        // -x - 1, and ~x + s are negative. So two operations do for both, without a comparison that may become a
        // branch
        long flip = ~(scalar >> 63);
        long addend = scalar < 0 ? -scalar : scalar;
        long invertAll = invert ^ flip;
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 3);
            int bits = signBit(block, flip, addend, 1)
                    | signBit(block + 8, flip, addend, 2)
                    | signBit(block + 16, flip, addend, 4)
                    | signBit(block + 24, flip, addend, 8)
                    | signBit(block + 32, flip, addend, 16)
                    | signBit(block + 40, flip, addend, 32)
                    | signBit(block + 48, flip, addend, 64)
                    | signBit(block + 56, flip, addend, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invertAll));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= signBit(left + ((long) row + bit << 3), flip, addend, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invertAll));
        }
    }

    private static int signBit(long value, long flip, long addend, int bit) {
        long flipped = UnsafeApi.getLong(value) ^ flip;
        return (int) ((flipped & flipped + addend) >>> 63) * bit;
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
            long first = UnsafeApi.getLong(left + ((long) bit << 3));
            long second = UnsafeApi.getLong(right + ((long) bit << 3));
            word |= (isLess(second, first) ^ 1) << bit;
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
    public static void lessOrEqualScalar(long left, long scalar, long result, int rows, long invert) {
        if (scalar == Long.MAX_VALUE) {
            UnsafeApi.setMemory(result, rows + 7L >>> 3, (byte) ~invert);
        } else {
            lessScalar(left, scalar + 1, result, rows, invert);
        }
    }

    private static long isZero(long value) {
        return (value | -value) >>> 63 ^ 1;
    }

    /** The borrow of a subtraction, right for every pair of values. */
    private static long isLess(long left, long right) {
        return ((left & ~right) | (~(left ^ right) & (left - right))) >>> 63;
    }
}
