package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** What a column goes through before it is aggregated: nulls become a value. */
public final class NormalizeKernel {

    private NormalizeKernel() {}

    /** Puts one value in the place of every null. */
    public static void replaceNulls(int rows, long values, long validity, long replacement, long out) {
        for (int row = 0; row < rows; row++) {
            long present = -Bits.at(validity, row);
            UnsafeApi.putLong(
                    out + 8L * row, (UnsafeApi.getLong(values + 8L * row) & present) | (replacement & ~present));
        }
    }
}
