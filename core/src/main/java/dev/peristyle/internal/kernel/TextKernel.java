package dev.peristyle.internal.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Turns text held as views (an address and a length per row) into offsets and contiguous bytes, and back. */
public final class TextKernel {

    private TextKernel() {}

    /**
     * Adds up the lengths of a run of rows; a row without a value counts 0 whatever its length field says.
     *
     * @param lengths address of the four-byte lengths
     * @param validity address of the validity bitmap, or 0
     * @param count rows
     * @return bytes
     */
    public static long totalLength(long lengths, long validity, int from, int count) {
        long total = 0;
        if (validity == 0) {
            for (int row = from; row < from + count; row++) {
                total += UnsafeApi.getInt(lengths + 4L * row);
            }
        } else {
            for (int row = from; row < from + count; row++) {
                total += UnsafeApi.getInt(lengths + 4L * row) & -bit(validity, row);
            }
        }
        return total;
    }

    /**
     * Copies the text of a run of rows to contiguous bytes and writes where each ends.
     *
     * @param addresses address of the eight-byte addresses of the text
     * @param lengths address of the four-byte lengths
     * @param validity address of the validity bitmap, or 0
     * @param count rows
     * @param text address of the contiguous bytes
     * @param end how many bytes are there already
     * @param offsets address where the end of each row's text goes, four bytes per row
     */
    public static void append(
            long addresses, long lengths, long validity, int from, int count, long text, int end, long offsets) {
        int position = end;
        for (int entry = 0; entry < count; entry++) {
            int row = from + entry;
            int length = UnsafeApi.getInt(lengths + 4L * row);
            if (validity != 0) {
                length &= -bit(validity, row);
            }
            copy(UnsafeApi.getLong(addresses + 8L * row), text + position, length);
            position += length;
            UnsafeApi.putInt(offsets + 4L * entry, position);
        }
    }

    /**
     * Writes the views of a run of rows.
     *
     * @param offsets address of the offset of the first row's text; that of the next one is where it ends
     * @param text address of the contiguous bytes
     * @param count rows
     * @param addresses address where the eight-byte addresses go
     * @param lengths address where the four-byte lengths go
     */
    public static void views(long offsets, long text, int count, long addresses, long lengths) {
        int start = UnsafeApi.getInt(offsets);
        for (int row = 0; row < count; row++) {
            int end = UnsafeApi.getInt(offsets + 4L * row + 4);
            UnsafeApi.putLong(addresses + 8L * row, text + start);
            UnsafeApi.putInt(lengths + 4L * row, end - start);
            start = end;
        }
    }

    /**
     * Copies bytes. Most text is short: eight bytes at a time without a call beat a call that would set up wider moves.
     *
     * @param source address of the bytes; nothing outside of them is read
     * @param target address of the copy; nothing outside of it is written
     * @param length bytes
     */
    public static void copy(long source, long target, int length) {
        if (length > 64) {
            UnsafeApi.copyMemory(source, target, length);
        } else if (length >= 8) {
            int last = length - 8;
            for (int position = 0; position < last; position += 8) {
                UnsafeApi.putLong(target + position, UnsafeApi.getLong(source + position));
            }
            UnsafeApi.putLong(target + last, UnsafeApi.getLong(source + last));
        } else if (length >= 4) {
            int last = length - 4;
            UnsafeApi.putInt(target, UnsafeApi.getInt(source));
            UnsafeApi.putInt(target + last, UnsafeApi.getInt(source + last));
        } else {
            for (int position = 0; position < length; position++) {
                UnsafeApi.putByte(target + position, UnsafeApi.getByte(source + position));
            }
        }
    }

    private static int bit(long bitmap, int row) {
        return Bits.at(bitmap, row);
    }
}
