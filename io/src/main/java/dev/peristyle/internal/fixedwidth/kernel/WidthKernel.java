package dev.peristyle.internal.fixedwidth.kernel;

import org.agrona.UnsafeApi;

/** Makes values wider or narrower; nothing is checked. */
public final class WidthKernel {

    private WidthKernel() {}

    /**
     * Makes integers eight bytes wide. Goes from the last to the first, so that it may do so in place.
     *
     * @param bytes 1, 2, 4 or 8 of each value before
     * @param signed whether the first bit is a sign
     */
    public static void widen(int bytes, boolean signed, long values, int count, long target) {
        switch (bytes) {
            case 1 -> {
                long mask = signed ? -1 : 0xFF;
                for (int row = count - 1; row >= 0; row--) {
                    UnsafeApi.putLong(target + 8L * row, UnsafeApi.getByte(values + row) & mask);
                }
            }
            case 2 -> {
                long mask = signed ? -1 : 0xFFFF;
                for (int row = count - 1; row >= 0; row--) {
                    UnsafeApi.putLong(target + 8L * row, UnsafeApi.getShort(values + 2L * row) & mask);
                }
            }
            case 4 -> {
                long mask = signed ? -1 : 0xFFFF_FFFFL;
                for (int row = count - 1; row >= 0; row--) {
                    UnsafeApi.putLong(target + 8L * row, UnsafeApi.getInt(values + 4L * row) & mask);
                }
            }
            default -> UnsafeApi.copyMemory(values, target, 8L * count);
        }
    }

    /** Keeps the lower four of eight bytes. */
    public static void narrow(long values, int count, long target) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(target + 4L * row, (int) UnsafeApi.getLong(values + 8L * row));
        }
    }

    /** Makes floats doubles. */
    public static void toDoubles(long values, int count, long target) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putDouble(target + 8L * row, UnsafeApi.getFloat(values + 4L * row));
        }
    }
}
