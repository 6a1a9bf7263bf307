package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Converts binary32 and binary64 numbers. A loop that can fail writes the rows that do not fit as a bitmap and returns
 * whether there are any.
 */
public final class FloatingConversion {

    private FloatingConversion() {}

    /**
     * Converts to integers, rounded to the nearest, halves to even.
     *
     * @param source address of the values
     * @param sourceFloats whether they have four bytes, else eight
     * @param limit results are at least {@code -limit} and below {@code limit}
     * @param target address of the results
     * @param targetInts whether they have four bytes, else eight
     * @param impossible address of the bitmap of what does not fit
     * @param rows the number of rows
     * @return whether something does not fit
     */
    public static boolean toIntegers(
            long source,
            boolean sourceFloats,
            double limit,
            long target,
            boolean targetInts,
            long impossible,
            int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                double rounded = Math.rint(read(source, sourceFloats, row + bit));
                word |= (rounded >= -limit & rounded < limit ? 0L : 1L) << bit;
                if (targetInts) {
                    UnsafeApi.putInt(target + ((long) (row + bit) << 2), (int) rounded);
                } else {
                    UnsafeApi.putLong(target + ((long) (row + bit) << 3), (long) rounded);
                }
            }
            UnsafeApi.putLong(impossible + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * Converts to decimals, rounded to the nearest, halves away from zero.
     *
     * @param source address of the values
     * @param sourceFloats whether they have four bytes, else eight
     * @param factor 10 to the scale
     * @param limit scaled results are between {@code -limit} and {@code limit}, both excluded
     * @param target address of the results
     * @param impossible address of the bitmap of what does not fit
     * @param rows the number of rows
     * @return whether something does not fit
     */
    public static boolean toDecimals(
            long source, boolean sourceFloats, double factor, double limit, long target, long impossible, int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                double scaled = read(source, sourceFloats, row + bit) * factor;
                double magnitude = Math.abs(scaled);
                double whole = Math.floor(magnitude);
                double rounded = magnitude - whole >= 0.5 ? whole + 1 : whole;
                word |= (rounded < limit ? 0L : 1L) << bit;
                UnsafeApi.putLong(target + ((long) (row + bit) << 3), (long) Math.copySign(rounded, scaled));
            }
            UnsafeApi.putLong(impossible + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * Converts binary64 to binary32. What is finite and too large for it does not fit.
     *
     * @param source address of the values
     * @param target address of the results
     * @param impossible address of the bitmap of what does not fit
     * @param rows the number of rows
     * @return whether something does not fit
     */
    public static boolean toFloats(long source, long target, long impossible, int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                double value = UnsafeApi.getDouble(source + ((long) (row + bit) << 3));
                float narrow = (float) value;
                word |= (Math.abs(narrow) == Float.POSITIVE_INFINITY & Math.abs(value) <= Double.MAX_VALUE ? 1L : 0L)
                        << bit;
                UnsafeApi.putFloat(target + ((long) (row + bit) << 2), narrow);
            }
            UnsafeApi.putLong(impossible + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * Converts binary32 to binary64, which is exact.
     *
     * @param source address of the values
     * @param target address of the results
     * @param rows the number of rows
     */
    public static void toDoubles(long source, long target, int rows) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putDouble(target + ((long) row << 3), UnsafeApi.getFloat(source + ((long) row << 2)));
        }
    }

    private static double read(long address, boolean floats, int row) {
        return floats
                ? UnsafeApi.getFloat(address + ((long) row << 2))
                : UnsafeApi.getDouble(address + ((long) row << 3));
    }
}
