package dev.peristyle.internal.state.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.kernel.TextKernel;
import org.agrona.UnsafeApi;

/**
 * Copies values of chosen rows of a column into rows in memory that lie one after the other. {@code selection} is the address
 * of their four-byte row numbers, {@code target} that of the value in the first row, {@code stride} the size of a row.
 */
public final class RowScatterKernel {

    private RowScatterKernel() {}

    /** Values of one byte. */
    public static void put1(long source, long selection, int count, long target, int stride) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putByte(into, UnsafeApi.getByte(source + UnsafeApi.getInt(selection + 4L * entry)));
            into += stride;
        }
    }

    /** Values of two bytes. */
    public static void put2(long source, long selection, int count, long target, int stride) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putShort(into, UnsafeApi.getShort(source + 2L * UnsafeApi.getInt(selection + 4L * entry)));
            into += stride;
        }
    }

    /** Values of four bytes. */
    public static void put4(long source, long selection, int count, long target, int stride) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putInt(into, UnsafeApi.getInt(source + 4L * UnsafeApi.getInt(selection + 4L * entry)));
            into += stride;
        }
    }

    /** Values of eight bytes. */
    public static void put8(long source, long selection, int count, long target, int stride) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putLong(into, UnsafeApi.getLong(source + 8L * UnsafeApi.getInt(selection + 4L * entry)));
            into += stride;
        }
    }

    /** Values of sixteen bytes. */
    public static void put16(long source, long selection, int count, long target, int stride) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            long value = source + 16L * UnsafeApi.getInt(selection + 4L * entry);
            UnsafeApi.putLong(into, UnsafeApi.getLong(value));
            UnsafeApi.putLong(into + 8, UnsafeApi.getLong(value + 8));
            into += stride;
        }
    }

    /** Booleans: a bit in the column, a byte in the row. */
    public static void putBits(long source, long selection, int count, long target, int stride) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putByte(into, (byte) Bits.at(source, UnsafeApi.getInt(selection + 4L * entry)));
            into += stride;
        }
    }

    /** Sets words of each row to zero; {@code bytes} is a multiple of 8. */
    public static void clear(int count, long target, int stride, int bytes) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            for (int position = 0; position < bytes; position += 8) {
                UnsafeApi.putLong(into + position, 0);
            }
            into += stride;
        }
    }

    /**
     * Sets a bit in each row that has no value.
     *
     * @param validity address of the column's validity bitmap, not 0
     * @param target address of the byte in the first row that has the bit
     * @param bit which bit of it
     * @return how many rows have no value
     */
    public static int putNulls(long validity, long selection, int count, long target, int stride, int bit) {
        long into = target;
        int nulls = 0;
        for (int entry = 0; entry < count; entry++) {
            int absent = 1 - Bits.at(validity, UnsafeApi.getInt(selection + 4L * entry));
            UnsafeApi.putByte(into, (byte) (UnsafeApi.getByte(into) | absent << bit));
            nulls += absent;
            into += stride;
        }
        return nulls;
    }

    /**
     * Adds up what the texts of each row take.
     *
     * @param lengths address of the column's four-byte lengths
     * @param validity address of its validity bitmap, or 0
     * @param sizes address of an eight-byte sum for each row, added to
     */
    public static void addLengths(long lengths, long validity, long selection, int count, long sizes) {
        for (int entry = 0; entry < count; entry++) {
            int row = UnsafeApi.getInt(selection + 4L * entry);
            long length = UnsafeApi.getInt(lengths + 4L * row);
            if (Bits.isNull(validity, row)) {
                length = 0;
            }
            UnsafeApi.putLong(sizes + 8L * entry, UnsafeApi.getLong(sizes + 8L * entry) + length);
        }
    }

    /**
     * Copies texts and writes their distances and lengths. A row without a value gets an empty text.
     *
     * @param addresses address of the eight-byte addresses of the texts
     * @param lengths address of their four-byte lengths
     * @param validity address of the validity bitmap, or 0
     * @param offset where the value is in a row; {@code rows + offset} is that of the first row
     * @param top the address after the last byte that the texts may take; they are put below it
     * @param longest in its first element the longest text so far, updated
     * @return the address of the lowest byte taken
     */
    public static long putTexts(
            long addresses,
            long lengths,
            long validity,
            long selection,
            int count,
            long rows,
            int offset,
            int stride,
            long top,
            int[] longest) {
        long row = rows;
        long end = top;
        int most = longest[0];
        for (int entry = 0; entry < count; entry++) {
            int from = UnsafeApi.getInt(selection + 4L * entry);
            int length = UnsafeApi.getInt(lengths + 4L * from);
            if (Bits.isNull(validity, from)) {
                length = 0;
            }
            if (length > 0) {
                end -= length;
                TextKernel.copy(UnsafeApi.getLong(addresses + 8L * from), end, length);
                most = Math.max(most, length);
            }
            UnsafeApi.putInt(row + offset, (int) (end - row));
            UnsafeApi.putInt(row + offset + 4, length);
            row += stride;
        }
        longest[0] = most;
        return end;
    }
}
