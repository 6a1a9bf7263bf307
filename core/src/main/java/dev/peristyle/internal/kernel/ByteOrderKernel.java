package dev.peristyle.internal.kernel;

import org.agrona.UnsafeApi;

/** Turns the bytes of values round, in place: a pass of its own over what is in the cache, which the JVM makes vectors of. */
public final class ByteOrderKernel {

    private ByteOrderKernel() {}

    /**
     * Turns values round.
     *
     * @param bytes 1, 2, 4, 8 or 16 each
     */
    public static void reverse(int bytes, long values, int count) {
        switch (bytes) {
            case 1 -> {
                // one byte has no order
            }
            case 2 -> reverse2(values, count);
            case 4 -> reverse4(values, count);
            case 8 -> reverse8(values, count);
            default -> reverse16(values, count);
        }
    }

    private static void reverse2(long values, int count) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putShort(values + 2L * row, Short.reverseBytes(UnsafeApi.getShort(values + 2L * row)));
        }
    }

    private static void reverse4(long values, int count) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(values + 4L * row, Integer.reverseBytes(UnsafeApi.getInt(values + 4L * row)));
        }
    }

    private static void reverse8(long values, int count) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(values + 8L * row, Long.reverseBytes(UnsafeApi.getLong(values + 8L * row)));
        }
    }

    private static void reverse16(long values, int count) {
        for (int row = 0; row < count; row++) {
            long address = values + 16L * row;
            long first = UnsafeApi.getLong(address);
            UnsafeApi.putLong(address, Long.reverseBytes(UnsafeApi.getLong(address + 8)));
            UnsafeApi.putLong(address + 8, Long.reverseBytes(first));
        }
    }
}
