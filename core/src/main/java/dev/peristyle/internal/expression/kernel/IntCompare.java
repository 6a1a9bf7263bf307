package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Compares columns of 32-bit integers.
 *
 * <p>The result bits go least significant bit first; those past the last row are undefined. Eight rows with a scalar are a
 * step, in which the place of each bit is a constant; two columns go 64 rows at a time. There is no branch on values, so that
 * the speed does not depend on how many rows match.
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
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 2);
            int bits = equalBit(block, scalar, 1)
                    | equalBit(block + 4, scalar, 2)
                    | equalBit(block + 8, scalar, 4)
                    | equalBit(block + 12, scalar, 8)
                    | equalBit(block + 16, scalar, 16)
                    | equalBit(block + 20, scalar, 32)
                    | equalBit(block + 24, scalar, 64)
                    | equalBit(block + 28, scalar, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= equalBit(left + ((long) row + bit << 2), scalar, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
    }

    private static int equalBit(long value, int scalar, int bit) {
        return (int) ((((long) UnsafeApi.getInt(value) ^ scalar) & 0xFFFF_FFFFL) - 1 >>> 63) * bit;
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
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 2);
            int bits = lessBit(block, scalar, 1)
                    | lessBit(block + 4, scalar, 2)
                    | lessBit(block + 8, scalar, 4)
                    | lessBit(block + 12, scalar, 8)
                    | lessBit(block + 16, scalar, 16)
                    | lessBit(block + 20, scalar, 32)
                    | lessBit(block + 24, scalar, 64)
                    | lessBit(block + 28, scalar, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= lessBit(left + ((long) row + bit << 2), scalar, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
    }

    private static int lessBit(long value, int scalar, int bit) {
        return (int) ((long) UnsafeApi.getInt(value) - scalar >>> 63) * bit;
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
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 2);
            int bits = lessOrEqualBit(block, scalar, 1)
                    | lessOrEqualBit(block + 4, scalar, 2)
                    | lessOrEqualBit(block + 8, scalar, 4)
                    | lessOrEqualBit(block + 12, scalar, 8)
                    | lessOrEqualBit(block + 16, scalar, 16)
                    | lessOrEqualBit(block + 20, scalar, 32)
                    | lessOrEqualBit(block + 24, scalar, 64)
                    | lessOrEqualBit(block + 28, scalar, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= lessOrEqualBit(left + ((long) row + bit << 2), scalar, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
    }

    private static int lessOrEqualBit(long value, int scalar, int bit) {
        return (int) ((long) UnsafeApi.getInt(value) - scalar - 1 >>> 63) * bit;
    }
}
