package dev.peristyle.internal.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Loops over selections: ascending int arrays of row numbers, and bitmaps with the least significant bit first. */
public final class SelectionKernel {

    private SelectionKernel() {}

    /**
     * Lists the rows whose bit is set.
     *
     * @param bitmap address of the bits, whole words, 0 past the last row
     * @param selection address of room for {@code rows} + 63 row numbers, because whole words are written
     * @return the number of rows listed
     */
    public static int fromBitmap(long bitmap, int rows, long selection) {
        long out = selection;
        for (int base = 0; base < rows; base += 64) {
            long word = UnsafeApi.getLong(bitmap + (base >>> 3));
            if (word == -1L) {
                for (int bit = 0; bit < 64; bit++) {
                    UnsafeApi.putInt(out + 4L * bit, base + bit);
                }
                out += 256;
            } else {
                while (word != 0) {
                    UnsafeApi.putInt(out, base + Long.numberOfTrailingZeros(word));
                    out += 4;
                    word &= word - 1;
                }
            }
        }
        return (int) ((out - selection) >>> 2);
    }

    /**
     * Keeps the entries of a selection whose bit is set, in place: entry i stays when bit i is set.
     *
     * @param bitmap address of the bits, whole words, 0 past the last entry
     * @param count entries
     * @return the entries kept
     */
    public static int narrow(long bitmap, long selection, int count) {
        long out = selection;
        for (int base = 0; base < count; base += 64) {
            long word = UnsafeApi.getLong(bitmap + (base >>> 3));
            while (word != 0) {
                int entry = base + Long.numberOfTrailingZeros(word);
                UnsafeApi.putInt(out, UnsafeApi.getInt(selection + 4L * entry));
                out += 4;
                word &= word - 1;
            }
        }
        return (int) ((out - selection) >>> 2);
    }

    /**
     * Copies the chosen values of one byte. Source and target may be the same.
     *
     * @param count row numbers
     */
    public static void gather1(long source, long selection, int count, long target) {
        for (int entry = 0; entry < count; entry++) {
            int row = UnsafeApi.getInt(selection + 4L * entry);
            UnsafeApi.putByte(target + entry, UnsafeApi.getByte(source + row));
        }
    }

    /**
     * Copies the chosen values of two bytes. Source and target may be the same.
     *
     * @param count row numbers
     */
    public static void gather2(long source, long selection, int count, long target) {
        for (int entry = 0; entry < count; entry++) {
            int row = UnsafeApi.getInt(selection + 4L * entry);
            UnsafeApi.putShort(target + 2L * entry, UnsafeApi.getShort(source + 2L * row));
        }
    }

    /**
     * Copies the chosen values of four bytes. Source and target may be the same.
     *
     * @param count row numbers
     */
    public static void gather4(long source, long selection, int count, long target) {
        for (int entry = 0; entry < count; entry++) {
            int row = UnsafeApi.getInt(selection + 4L * entry);
            UnsafeApi.putInt(target + 4L * entry, UnsafeApi.getInt(source + 4L * row));
        }
    }

    /**
     * Copies the chosen values of eight bytes. Source and target may be the same.
     *
     * @param count row numbers
     */
    public static void gather8(long source, long selection, int count, long target) {
        for (int entry = 0; entry < count; entry++) {
            int row = UnsafeApi.getInt(selection + 4L * entry);
            UnsafeApi.putLong(target + 8L * entry, UnsafeApi.getLong(source + 8L * row));
        }
    }

    /**
     * Copies the chosen values of sixteen bytes. Source and target may be the same.
     *
     * @param count row numbers
     */
    public static void gather16(long source, long selection, int count, long target) {
        for (int entry = 0; entry < count; entry++) {
            int row = UnsafeApi.getInt(selection + 4L * entry);
            long from = source + 16L * row;
            long into = target + 16L * entry;
            UnsafeApi.putLong(into, UnsafeApi.getLong(from));
            UnsafeApi.putLong(into + 8, UnsafeApi.getLong(from + 8));
        }
    }

    /**
     * Copies the chosen bits. Source and target may be the same.
     *
     * @param count row numbers
     * @param target address of the copied bits, written in whole words
     * @return the number of copied bits that are set
     */
    public static int gatherBits(long source, long selection, int count, long target) {
        int set = 0;
        // counted in words, as the first row after the last word of very many does not fit an int
        int words = (int) ((count + 63L) / 64);
        for (int number = 0; number < words; number++) {
            int base = number << 6;
            int lanes = Math.min(64, count - base);
            long word = 0;
            for (int lane = 0; lane < lanes; lane++) {
                int row = UnsafeApi.getInt(selection + 4L * (base + lane));
                long bit = Bits.at(source, row);
                word |= bit << lane;
            }
            UnsafeApi.putLong(target + (base >>> 3), word);
            set += Long.bitCount(word);
        }
        return set;
    }
}
