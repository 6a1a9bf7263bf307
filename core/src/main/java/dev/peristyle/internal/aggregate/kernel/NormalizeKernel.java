package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** What a column goes through before it is aggregated: nulls become a value, numbers become doubles. */
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

    /** Divides integers by the unit of their scale; {@code out} may be where they are. */
    public static void toDoubles(int rows, long values, double unit, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putDouble(out + 8L * row, UnsafeApi.getLong(values + 8L * row) / unit);
        }
    }

    /** The same for integers of 16 bytes each. */
    public static void wideToDoubles(int rows, long values, double unit, long out) {
        for (int row = 0; row < rows; row++) {
            long low = UnsafeApi.getLong(values + 16L * row);
            long high = UnsafeApi.getLong(values + 16L * row + 8);
            UnsafeApi.putDouble(out + 8L * row, wideToDouble(low, high) / unit);
        }
    }

    /** The nearest double: from the first 64 bits, the last of which says whether any bit follows. */
    private static double wideToDouble(long low, long high) {
        long sign = high >> 63;
        long sizeLow = (low ^ sign) - sign;
        long sizeHigh = (high ^ sign) + (sizeLow == 0 ? -sign : 0);
        int shift = sizeHigh == 0 ? Long.SIZE : Long.numberOfLeadingZeros(sizeHigh);
        long rest = shift == Long.SIZE ? 0 : sizeLow << shift;
        long first = shift == 0
                ? sizeHigh
                : shift == Long.SIZE ? sizeLow : sizeHigh << shift | sizeLow >>> Long.SIZE - shift;
        first |= rest != 0 ? 1 : 0;
        // an unsigned long: halved where it has all 64 bits, with the bit that is lost kept in the last one
        double size = first >= 0 ? first : (first >>> 1 | first & 1) * 2.0;
        return (sign == 0 ? size : -size) * Math.scalb(1.0, Long.SIZE - shift);
    }
}
