package dev.peristyle.internal.kernel;

import org.agrona.UnsafeApi;

/**
 * Puts the values of a column into a field of records: {@code target} is the address of the field in record 0 and {@code stride}
 * the length of a record in bytes.
 */
public final class SpreadKernel {

    private SpreadKernel() {}

    /**
     * Puts the low bytes of values.
     *
     * @param from bytes from one value to the next, not less than {@code bytes}
     * @param bytes 1, 2, 4, 8 or 16 of each
     */
    public static void spread(int from, int bytes, long values, int count, long target, long stride) {
        long source = values;
        long address = target;
        switch (bytes) {
            case 1 -> {
                for (int row = 0; row < count; row++, source += from, address += stride) {
                    UnsafeApi.putByte(address, UnsafeApi.getByte(source));
                }
            }
            case 2 -> {
                for (int row = 0; row < count; row++, source += from, address += stride) {
                    UnsafeApi.putShort(address, UnsafeApi.getShort(source));
                }
            }
            case 4 -> {
                for (int row = 0; row < count; row++, source += from, address += stride) {
                    UnsafeApi.putInt(address, UnsafeApi.getInt(source));
                }
            }
            case 8 -> {
                for (int row = 0; row < count; row++, source += from, address += stride) {
                    UnsafeApi.putLong(address, UnsafeApi.getLong(source));
                }
            }
            default -> {
                for (int row = 0; row < count; row++, source += from, address += stride) {
                    UnsafeApi.putLong(address, UnsafeApi.getLong(source));
                    UnsafeApi.putLong(address + 8, UnsafeApi.getLong(source + 8));
                }
            }
        }
    }

    /** Puts the bits of a column as bytes of 0 and 1. */
    public static void spreadBits(long bitmap, int count, long target, long stride) {
        long address = target;
        for (int row = 0; row < count; row++, address += stride) {
            UnsafeApi.putByte(address, (byte) (UnsafeApi.getByte(bitmap + (row >> 3)) >>> (row & 7) & 1));
        }
    }
}
