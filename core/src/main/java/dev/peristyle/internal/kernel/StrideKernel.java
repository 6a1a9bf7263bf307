package dev.peristyle.internal.kernel;

import org.agrona.UnsafeApi;

/**
 * Takes the values of a field together: one from every record, or from chosen ones. The bytes stay as they are.
 *
 * <p>{@code source} is the address of the field in record 0 and {@code stride} the length of a record in bytes; {@code selection}
 * is the address of four-byte numbers of records, or 0 for the records {@code [0, count)}.
 */
public final class StrideKernel {

    private StrideKernel() {}

    /** The address of the field in the record that output row {@code row} is made from. */
    public static long at(long source, long stride, long selection, int row) {
        return source + stride * (selection == 0 ? row : UnsafeApi.getInt(selection + 4L * row));
    }

    /**
     * Takes values of one width.
     *
     * @param bytes 1, 2, 4, 8 or 16
     */
    public static void gather(int bytes, long source, long stride, long selection, int count, long target) {
        switch (bytes) {
            case 1 -> gather1(source, stride, selection, count, target);
            case 2 -> gather2(source, stride, selection, count, target);
            case 4 -> gather4(source, stride, selection, count, target);
            case 8 -> gather8(source, stride, selection, count, target);
            default -> gather16(source, stride, selection, count, target);
        }
    }

    private static void gather1(long source, long stride, long selection, int count, long target) {
        if (selection == 0) {
            long address = source;
            for (int row = 0; row < count; row++, address += stride) {
                UnsafeApi.putByte(target + row, UnsafeApi.getByte(address));
            }
            return;
        }
        for (int row = 0; row < count; row++) {
            long address = source + stride * UnsafeApi.getInt(selection + 4L * row);
            UnsafeApi.putByte(target + row, UnsafeApi.getByte(address));
        }
    }

    private static void gather2(long source, long stride, long selection, int count, long target) {
        if (selection == 0) {
            long address = source;
            for (int row = 0; row < count; row++, address += stride) {
                UnsafeApi.putShort(target + 2L * row, UnsafeApi.getShort(address));
            }
            return;
        }
        for (int row = 0; row < count; row++) {
            long address = source + stride * UnsafeApi.getInt(selection + 4L * row);
            UnsafeApi.putShort(target + 2L * row, UnsafeApi.getShort(address));
        }
    }

    private static void gather4(long source, long stride, long selection, int count, long target) {
        if (selection == 0) {
            long address = source;
            for (int row = 0; row < count; row++, address += stride) {
                UnsafeApi.putInt(target + 4L * row, UnsafeApi.getInt(address));
            }
            return;
        }
        for (int row = 0; row < count; row++) {
            long address = source + stride * UnsafeApi.getInt(selection + 4L * row);
            UnsafeApi.putInt(target + 4L * row, UnsafeApi.getInt(address));
        }
    }

    private static void gather8(long source, long stride, long selection, int count, long target) {
        if (selection == 0) {
            long address = source;
            for (int row = 0; row < count; row++, address += stride) {
                UnsafeApi.putLong(target + 8L * row, UnsafeApi.getLong(address));
            }
            return;
        }
        for (int row = 0; row < count; row++) {
            long address = source + stride * UnsafeApi.getInt(selection + 4L * row);
            UnsafeApi.putLong(target + 8L * row, UnsafeApi.getLong(address));
        }
    }

    private static void gather16(long source, long stride, long selection, int count, long target) {
        for (int row = 0; row < count; row++) {
            long address = at(source, stride, selection, row);
            UnsafeApi.putLong(target + 16L * row, UnsafeApi.getLong(address));
            UnsafeApi.putLong(target + 16L * row + 8, UnsafeApi.getLong(address + 8));
        }
    }
}
