package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Remainders with the sign of the dividend. */
public final class Remainder {

    private Remainder() {}

    /**
     * The remainder, undefined where the divisor is zero.
     *
     * @param left address of the dividends
     * @param right address of the divisors
     * @param result address of the results
     * @param zeros address of a bitmap that gets the rows with a divisor of zero
     * @param rows the number of rows
     * @return whether there are such rows
     */
    public static boolean ints(long left, long right, long result, long zeros, int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long offset = (long) (row + bit) << 2;
                int divisor = UnsafeApi.getInt(right + offset);
                long isZero = divisor == 0 ? 1 : 0;
                word |= isZero << bit;
                UnsafeApi.putInt(result + offset, UnsafeApi.getInt(left + offset) % (divisor | (int) isZero));
            }
            UnsafeApi.putLong(zeros + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * The remainder, undefined where the divisor is zero.
     *
     * @param left address of the dividends
     * @param right address of the divisors
     * @param result address of the results
     * @param zeros address of a bitmap that gets the rows with a divisor of zero
     * @param rows the number of rows
     * @return whether there are such rows
     */
    public static boolean longs(long left, long right, long result, long zeros, int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long offset = (long) (row + bit) << 3;
                long divisor = UnsafeApi.getLong(right + offset);
                long isZero = divisor == 0 ? 1 : 0;
                word |= isZero << bit;
                UnsafeApi.putLong(result + offset, UnsafeApi.getLong(left + offset) % (divisor | isZero));
            }
            UnsafeApi.putLong(zeros + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /**
     * The remainder, NaN where the divisor is zero.
     *
     * @param left address of the dividends
     * @param right address of the divisors
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void floats(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            UnsafeApi.putFloat(result + offset, UnsafeApi.getFloat(left + offset) % UnsafeApi.getFloat(right + offset));
        }
    }

    /**
     * The remainder, NaN where the divisor is zero.
     *
     * @param left address of the dividends
     * @param right address of the divisors
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void doubles(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            UnsafeApi.putDouble(
                    result + offset, UnsafeApi.getDouble(left + offset) % UnsafeApi.getDouble(right + offset));
        }
    }
}
