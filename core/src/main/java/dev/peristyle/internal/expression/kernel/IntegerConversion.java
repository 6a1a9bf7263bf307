package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Converts integers of four or eight bytes, which may be scaled decimals. A loop that can fail writes the rows that do not
 * fit as a bitmap and returns whether there are any.
 */
public final class IntegerConversion {

    private IntegerConversion() {}

    /**
     * Multiplies with a factor.
     *
     * @param source address of the values
     * @param sourceInts whether they have four bytes, else eight
     * @param factor what to multiply with
     * @param low the lowest value that can be multiplied
     * @param high the highest value that can be multiplied
     * @param target address of the results
     * @param targetInts whether they have four bytes, else eight
     * @param impossible address of the bitmap of what does not fit
     * @param rows the number of rows
     * @return whether something does not fit
     */
    public static boolean multiply(
            long source,
            boolean sourceInts,
            long factor,
            long low,
            long high,
            long target,
            boolean targetInts,
            long impossible,
            int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long value = read(source, sourceInts, row + bit);
                word |= (value < low | value > high ? 1L : 0L) << bit;
                write(target, targetInts, row + bit, value * factor);
            }
            UnsafeApi.putLong(impossible + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * Divides and rounds, halves away from zero.
     *
     * @param source address of the values
     * @param sourceInts whether they have four bytes, else eight
     * @param divisor what to divide by, at most 10^18
     * @param low the lowest result that fits
     * @param high the highest result that fits
     * @param target address of the results
     * @param targetInts whether they have four bytes, else eight
     * @param impossible address of the bitmap of what does not fit
     * @param rows the number of rows
     * @return whether something does not fit
     */
    public static boolean divide(
            long source,
            boolean sourceInts,
            long divisor,
            long low,
            long high,
            long target,
            boolean targetInts,
            long impossible,
            int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long value = read(source, sourceInts, row + bit);
                long quotient = value / divisor;
                long rest = Math.abs(value - quotient * divisor);
                long rounded = quotient + (rest >= divisor - rest ? value >> 63 | 1 : 0);
                word |= (rounded < low | rounded > high ? 1L : 0L) << bit;
                write(target, targetInts, row + bit, rounded);
            }
            UnsafeApi.putLong(impossible + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * Divides and rounds down or up; what it cannot divide it cannot be given.
     *
     * @param source address of eight-byte values
     * @param divisor what to divide by
     * @param up whether to round up, else down
     * @param target address of the results
     * @param targetInts whether they have four bytes, else eight
     * @param rows the number of rows
     */
    public static void divideDirected(
            long source, long divisor, boolean up, long target, boolean targetInts, int rows) {
        long bias = up ? divisor - 1 : 0;
        for (int row = 0; row < rows; row++) {
            long value = UnsafeApi.getLong(source + ((long) row << 3));
            write(target, targetInts, row, Math.floorDiv(value + bias, divisor));
        }
    }

    /**
     * Converts to binary64, divided by a power of ten. The nearest number when the integer has at most 53 bits, else within
     * one unit in the last place.
     *
     * @param source address of the values
     * @param sourceInts whether they have four bytes, else eight
     * @param divisor a power of ten
     * @param target address of the results
     * @param rows the number of rows
     */
    public static void toDoubles(long source, boolean sourceInts, long divisor, long target, int rows) {
        double by = divisor;
        long bits = 0;
        for (int row = 0; row < rows; row++) {
            long value = read(source, sourceInts, row);
            bits |= value ^ value >> 63;
            UnsafeApi.putDouble(target + ((long) row << 3), value / by);
        }
        if (bits >>> 53 != 0 && divisor != 1) {
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putDouble(target + ((long) row << 3), toDouble(read(source, sourceInts, row), divisor));
            }
        }
    }

    /**
     * Converts to binary32, divided by a power of ten.
     *
     * @param source address of the values
     * @param sourceInts whether they have four bytes, else eight
     * @param divisor a power of ten
     * @param target address of the results
     * @param rows the number of rows
     */
    public static void toFloats(long source, boolean sourceInts, long divisor, long target, int rows) {
        for (int row = 0; row < rows; row++) {
            long value = read(source, sourceInts, row);
            UnsafeApi.putFloat(
                    target + ((long) row << 2), divisor == 1 ? (float) value : (float) toDouble(value, divisor));
        }
    }

    private static double toDouble(long value, long divisor) {
        if ((value ^ value >> 63) >>> 53 == 0) {
            return value / (double) divisor;
        }
        long whole = value / divisor;
        return (double) whole + value % divisor / (double) divisor;
    }

    /**
     * Writes one value for set bits and 0 for others.
     *
     * @param bits address of a bitmap
     * @param one the value for set bits
     * @param target address of the results
     * @param targetInts whether they have four bytes, else eight
     * @param rows the number of rows
     */
    public static void fromBits(long bits, long one, long target, boolean targetInts, int rows) {
        for (int row = 0; row < rows; row++) {
            long mask = -(long) (UnsafeApi.getByte(bits + (row >> 3)) >>> (row & 7) & 1);
            write(target, targetInts, row, one & mask);
        }
    }

    private static long read(long address, boolean ints, int row) {
        return ints ? UnsafeApi.getInt(address + ((long) row << 2)) : UnsafeApi.getLong(address + ((long) row << 3));
    }

    private static void write(long address, boolean ints, int row, long value) {
        if (ints) {
            UnsafeApi.putInt(address + ((long) row << 2), (int) value);
        } else {
            UnsafeApi.putLong(address + ((long) row << 3), value);
        }
    }
}
