package dev.peristyle.internal.state.kernel;

import org.agrona.UnsafeApi;

/**
 * Copies a column of rows anywhere in memory into a dense column. {@code rows} is the address of the first eight-byte row
 * address, {@code step} the distance from one to the next: 8, or 16 where something else lies between them. {@code offset}
 * is where the value is in a row.
 */
public final class RowGatherKernel {

    private RowGatherKernel() {}

    /** Values of one byte. */
    public static void get1(long rows, int step, int count, int offset, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putByte(target + entry, UnsafeApi.getByte(row + offset));
        }
    }

    /** Values of two bytes. */
    public static void get2(long rows, int step, int count, int offset, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putShort(target + 2L * entry, UnsafeApi.getShort(row + offset));
        }
    }

    /** Values of four bytes. */
    public static void get4(long rows, int step, int count, int offset, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putInt(target + 4L * entry, UnsafeApi.getInt(row + offset));
        }
    }

    /** Values of eight bytes. */
    public static void get8(long rows, int step, int count, int offset, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putLong(target + 8L * entry, UnsafeApi.getLong(row + offset));
        }
    }

    /** Values of sixteen bytes. */
    public static void get16(long rows, int step, int count, int offset, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putLong(target + 16L * entry, UnsafeApi.getLong(row + offset));
            UnsafeApi.putLong(target + 16L * entry + 8, UnsafeApi.getLong(row + offset + 8));
        }
    }

    /** Booleans, written in whole words with zeros after the last. */
    public static void getBits(long rows, int step, int count, int offset, long target) {
        for (int base = 0; base < count; base += 64) {
            int lanes = Math.min(64, count - base);
            long word = 0;
            for (int lane = 0; lane < lanes; lane++) {
                long row = UnsafeApi.getLong(rows + (long) step * (base + lane));
                word |= (UnsafeApi.getByte(row + offset) & 1L) << lane;
            }
            UnsafeApi.putLong(target + (base >>> 3), word);
        }
    }

    /**
     * The validity bitmap of a column, written in whole words with zeros after the last.
     *
     * @param offset where the byte with the null bit is
     * @param bit which bit of it
     * @return how many rows have a value
     */
    public static int getValidity(long rows, int step, int count, int offset, int bit, long target) {
        int present = 0;
        for (int base = 0; base < count; base += 64) {
            int lanes = Math.min(64, count - base);
            long word = 0;
            for (int lane = 0; lane < lanes; lane++) {
                long row = UnsafeApi.getLong(rows + (long) step * (base + lane));
                word |= (~UnsafeApi.getByte(row + offset) >>> bit & 1L) << lane;
            }
            UnsafeApi.putLong(target + (base >>> 3), word);
            present += Long.bitCount(word);
        }
        return present;
    }

    /** Views of texts, which stay where they are. */
    public static void getViews(long rows, int step, int count, int offset, long addresses, long lengths) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putLong(addresses + 8L * entry, RowAccess.textAddress(row, offset));
            UnsafeApi.putInt(lengths + 4L * entry, RowAccess.textLength(row, offset));
        }
    }

    /** Writes the addresses of rows that lie one after the other, {@code step} bytes apart from each other. */
    public static void number(long rows, int step, int count, long first, int stride) {
        long row = first;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putLong(rows + (long) step * entry, row);
            row += stride;
        }
    }
}
