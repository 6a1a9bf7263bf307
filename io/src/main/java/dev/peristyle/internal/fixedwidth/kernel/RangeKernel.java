package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Looks for values that a type does not have. */
public final class RangeKernel {

    private RangeKernel() {}

    /**
     * The first of some eight-byte integers that is not within bounds.
     *
     * @param validity address of the bitmap of rows that have a value, or 0 if all have
     * @return its row, or -1
     */
    public static int firstOutside(long values, long validity, int count, long min, long max) {
        boolean outside = false;
        for (int row = 0; row < count; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            outside |= value < min | value > max;
        }
        if (outside) {
            for (int row = 0; row < count; row++) {
                long value = UnsafeApi.getLong(values + 8L * row);
                if ((value < min || value > max) && Bits.isPresent(validity, row)) {
                    return row;
                }
            }
        }
        return -1;
    }

    /**
     * The first of some sixteen-byte integers whose amount is too large.
     *
     * @param validity address of the bitmap of rows that have a value, or 0 if all have
     * @param low the lower word of the least amount that is too large
     * @param high its upper word, not negative
     * @return its row, or -1
     */
    public static int firstWideOutside(long values, long validity, int count, long low, long high) {
        for (int row = 0; row < count; row++) {
            long lower = UnsafeApi.getLong(values + 16L * row);
            long upper = UnsafeApi.getLong(values + 16L * row + 8);
            long sign = upper >> 63;
            // the amount: the number, or what is left of it when each bit is turned, plus one
            long amountLow = (lower ^ sign) - sign;
            long amountHigh = (upper ^ sign) + (sign != 0 && amountLow == 0 ? 1 : 0);
            boolean tooLarge = amountHigh < 0
                    || amountHigh > high
                    || amountHigh == high && Long.compareUnsigned(amountLow, low) >= 0;
            if (tooLarge && Bits.isPresent(validity, row)) {
                return row;
            }
        }
        return -1;
    }
}
