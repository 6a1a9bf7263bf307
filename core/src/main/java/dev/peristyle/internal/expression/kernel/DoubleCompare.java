package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Compares columns of binary64 numbers. NaN equals itself and is greater than every other number; a scalar must
 * not be NaN.
 *
 * <p>The result bits go least significant bit first; those past the last row are undefined. Eight rows with a scalar are a
 * step, in which the place of each bit is a constant; two columns go 64 rows at a time. The compiler makes conditional moves
 * of the comparisons, except where nearly all rows that it has seen went the same way: there it makes branches.
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

    private static int equalBit(long value, double scalar, int bit) {
        return UnsafeApi.getDouble(value) == scalar ? bit : 0;
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
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 3);
            int bits = lessBit(block, scalar, 1)
                    | lessBit(block + 8, scalar, 2)
                    | lessBit(block + 16, scalar, 4)
                    | lessBit(block + 24, scalar, 8)
                    | lessBit(block + 32, scalar, 16)
                    | lessBit(block + 40, scalar, 32)
                    | lessBit(block + 48, scalar, 64)
                    | lessBit(block + 56, scalar, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= lessBit(left + ((long) row + bit << 3), scalar, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
    }

    private static int lessBit(long value, double scalar, int bit) {
        return UnsafeApi.getDouble(value) < scalar ? bit : 0;
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
        int row = 0;
        for (; row <= rows - 8; row += 8) {
            long block = left + ((long) row << 3);
            int bits = lessOrEqualBit(block, scalar, 1)
                    | lessOrEqualBit(block + 8, scalar, 2)
                    | lessOrEqualBit(block + 16, scalar, 4)
                    | lessOrEqualBit(block + 24, scalar, 8)
                    | lessOrEqualBit(block + 32, scalar, 16)
                    | lessOrEqualBit(block + 40, scalar, 32)
                    | lessOrEqualBit(block + 48, scalar, 64)
                    | lessOrEqualBit(block + 56, scalar, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < rows) {
            int bits = 0;
            for (int bit = 0; bit < rows - row; bit++) {
                bits |= lessOrEqualBit(left + ((long) row + bit << 3), scalar, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
    }

    private static int lessOrEqualBit(long value, double scalar, int bit) {
        return UnsafeApi.getDouble(value) <= scalar ? bit : 0;
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
