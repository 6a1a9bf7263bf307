package dev.peristyle.internal.join.kernel;

import dev.peristyle.internal.ground.DoubleOrder;
import org.agrona.UnsafeApi;

/**
 * Keys of chunks against keys of rows that look to be the same: {@code rows} is the address of the addresses of rows, 0 where a
 * row of the chunk has none. Sets the byte of each row of the chunk whose key differs.
 */
public final class RowKeyKernel {

    private RowKeyKernel() {}

    /** Keys of one byte. */
    public static void differ1(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0 && UnsafeApi.getByte(address + offset) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }

    /** Keys of two bytes. */
    public static void differ2(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0 && UnsafeApi.getShort(address + offset) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }

    /** Keys of four bytes. */
    public static void differ4(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0 && UnsafeApi.getInt(address + offset) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }

    /** Keys of eight bytes. */
    public static void differ8(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0 && UnsafeApi.getLong(address + offset) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }

    /** Floats. */
    public static void differFloat(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0
                    && DoubleOrder.key(UnsafeApi.getInt(address + offset)) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }

    /** Doubles. */
    public static void differDouble(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0
                    && DoubleOrder.key(UnsafeApi.getLong(address + offset)) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }
}
