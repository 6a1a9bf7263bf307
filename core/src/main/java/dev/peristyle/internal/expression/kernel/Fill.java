package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.ground.WideInteger;
import org.agrona.UnsafeApi;

/** Writes the same value for every row. */
public final class Fill {

    private Fill() {}

    /** Four-byte values. */
    public static void ints(int value, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putInt(result + ((long) row << 2), value);
        }
    }

    /** Eight-byte values. */
    public static void longs(long value, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(result + ((long) row << 3), value);
        }
    }

    /** Values of one or two bytes. */
    public static void narrow(long value, int bytes, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            if (bytes == 1) {
                UnsafeApi.putByte(result + row, (byte) value);
            } else {
                UnsafeApi.putShort(result + ((long) row << 1), (short) value);
            }
        }
    }

    /** Values of sixteen bytes; null writes zeros. */
    public static void wide(java.math.BigInteger value, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            WideInteger.put(result + ((long) row << 4), value == null ? java.math.BigInteger.ZERO : value);
        }
    }
}
