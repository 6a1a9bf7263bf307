package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType.Layout;
import org.agrona.UnsafeApi;

/** Writes single values to the buffers of a column. For results, of which there is one a group. */
final class CellWriter {

    private CellWriter() {}

    /** Writes a value that stands in 64 bits as {@link ValueNormalizer#raw} gives it. */
    static void write(Layout layout, long values, int row, long raw) {
        switch (layout) {
            case BIT -> writeBit(values, row, raw != 0);
            case INT32, FLOAT32 -> UnsafeApi.putInt(values + 4L * row, (int) raw);
            default -> UnsafeApi.putLong(values + 8L * row, raw);
        }
    }

    /** Sets or clears the bit of a row. */
    static void writeBit(long bits, int row, boolean set) {
        long address = bits + (row >> 3);
        int bit = 1 << (row & 7);
        int old = UnsafeApi.getByte(address);
        UnsafeApi.putByte(address, (byte) (set ? old | bit : old & ~bit));
    }
}
