package dev.peristyle.internal.operator.kernel;

import org.agrona.UnsafeApi;

/** Puts values of several columns, the lanes, by turns into one: value {@code r} of lane {@code l} goes to {@code r × lanes + l}. */
public final class InterleaveKernel {

    private InterleaveKernel() {}

    /**
     * Writes each row number as often as there are lanes.
     *
     * @param from the first row number
     * @param into address of room for four bytes a row and lane
     */
    public static void number(int rows, int from, int lanes, long into) {
        long target = into;
        for (int row = from; row < from + rows; row++) {
            for (int lane = 0; lane < lanes; lane++) {
                UnsafeApi.putInt(target, row);
                target += 4;
            }
        }
    }

    /** Writes one view of bytes for each row. */
    public static void repeat(int rows, int lane, int lanes, long address, int length, long views, long lengths) {
        for (int row = 0; row < rows; row++) {
            long target = (long) row * lanes + lane;
            UnsafeApi.putLong(views + 8 * target, address);
            UnsafeApi.putInt(lengths + 4 * target, length);
        }
    }

    /**
     * Copies values of whole bytes.
     *
     * @param width 1, 2, 4, 8 or 16 bytes
     */
    public static void copy(int rows, int lane, int lanes, long values, int width, long into) {
        long step = (long) lanes * width;
        long target = into + (long) lane * width;
        if (width == 8) {
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putLong(target + row * step, UnsafeApi.getLong(values + 8L * row));
            }
        } else if (width == 4) {
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putInt(target + row * step, UnsafeApi.getInt(values + 4L * row));
            }
        } else if (width == 16) {
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putLong(target + row * step, UnsafeApi.getLong(values + 16L * row));
                UnsafeApi.putLong(target + row * step + 8, UnsafeApi.getLong(values + 16L * row + 8));
            }
        } else if (width == 2) {
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putShort(target + row * step, UnsafeApi.getShort(values + 2L * row));
            }
        } else {
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putByte(target + row * step, UnsafeApi.getByte(values + row));
            }
        }
    }

    /**
     * Copies bits.
     *
     * @param from the first bit that is copied
     */
    public static void bits(int rows, int lane, int lanes, long bitmap, int from, long into) {
        for (int row = 0; row < rows; row++) {
            int bit = UnsafeApi.getByte(bitmap + (from + row >> 3)) >> (from + row & 7) & 1;
            long target = (long) row * lanes + lane;
            long address = into + (target >> 3);
            int mask = 1 << (int) (target & 7);
            int held = UnsafeApi.getByte(address);
            UnsafeApi.putByte(address, (byte) (bit == 0 ? held & ~mask : held | mask));
        }
    }
}
