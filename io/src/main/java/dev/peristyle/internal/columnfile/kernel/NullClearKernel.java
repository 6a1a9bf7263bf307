package dev.peristyle.internal.columnfile.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Makes what stands in rows without a value zero, so that files have no bytes by chance. */
public final class NullClearKernel {

    private NullClearKernel() {}

    /**
     * Clears values.
     *
     * @param values address of the value of the first row
     * @param bytes of a value
     * @param validity address of the bitmap of rows that have a value
     * @param from the bit of the first row
     */
    public static void clear(long values, int bytes, long validity, int from, int count) {
        for (int row = 0; row < count; row++) {
            if (Bits.isNull(validity, from + row)) {
                UnsafeApi.setMemory(values + (long) bytes * row, bytes, (byte) 0);
            }
        }
    }

    /**
     * Clears bits {@code [from, from + count)} whose bit in another bitmap is not set.
     *
     * @param validity address of the bitmap of rows that have a value
     */
    public static void clearBits(long bits, long validity, int from, int count) {
        for (int row = from; row < from + count; row++) {
            if (Bits.isNull(validity, row)) {
                long at = bits + (row >> 3);
                UnsafeApi.putByte(at, (byte) (UnsafeApi.getByte(at) & ~(1 << (row & 7))));
            }
        }
    }

    /** Clears the bits from a row on to the end of their byte, and {@code bytes} bytes after it. */
    public static void clearTail(long bits, int from, int bytes) {
        long at = bits + (from >> 3);
        int rest = from & 7;
        if (rest != 0) {
            UnsafeApi.putByte(at, (byte) (UnsafeApi.getByte(at) & (1 << rest) - 1));
            at++;
        }
        UnsafeApi.setMemory(at, bytes, (byte) 0);
    }
}
