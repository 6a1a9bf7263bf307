package dev.peristyle.internal.sort.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.internal.state.kernel.RowAccess;
import org.agrona.UnsafeApi;

/**
 * Writes parts of keys into the words of entries, so that the unsigned order of the words is the order of the keys.
 *
 * <p>A part is a run of bits of a value's code. The code has the order of the values when compared unsigned: an integer
 * with its sign bit flipped; a floating point number as the integer that {@link DoubleOrder} makes of it; text as its
 * bytes. {@code flip} is -1 for descending keys, else 0.
 *
 * <p>The value of a row r is at {@code base + r * step}: an entry has the address of its row, with a step of 1, or its number
 * in a chunk. Codes are at the upper end of a word; {@code drop} bits of them are in an earlier word, {@code bits} are taken, and their last one goes to bit
 * {@code at}. What is taken of a row without a value is undefined until {@link #nulls} has run.
 */
public final class KeyWordKernel {

    private KeyWordKernel() {}

    /**
     * Sets every word to 0.
     *
     * @param count entries
     */
    public static void clear(long entries, long count) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            UnsafeApi.putLong(entry, 0);
        }
    }

    /** Signed integers of four bytes. */
    public static void int32(long entries, long count, long base, int step, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long value = UnsafeApi.getInt(base + row * step);
            long code = value << 32 ^ Long.MIN_VALUE ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /** Signed integers of eight bytes. */
    public static void int64(long entries, long count, long base, int step, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long value = UnsafeApi.getLong(base + row * step);
            long code = value ^ Long.MIN_VALUE ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /** Binary32 numbers. */
    public static void float32(long entries, long count, long base, int step, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            int bitsOfValue = UnsafeApi.getInt(base + row * step);
            long code = (long) DoubleOrder.ordered(bitsOfValue) << 32 ^ Long.MIN_VALUE ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /** Binary64 numbers. */
    public static void float64(long entries, long count, long base, int step, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long bitsOfValue = UnsafeApi.getLong(base + row * step);
            long code = DoubleOrder.ordered(bitsOfValue) ^ Long.MIN_VALUE ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /**
     * Writes whether there is a value, and takes away what represents the value where there is none.
     *
     * @param entries address of the entries; their rows are rows of one chunk
     * @param count entries
     * @param validity address of the bitmap of the chunk, 0 where every row has a value
     * @param value the bits of the word that represent the value
     * @param present the bit to set where there is a value, or 0
     * @param absent the bit to set where there is none, or 0
     */
    public static void nulls(long entries, long count, long validity, long value, long present, long absent) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            int row = (int) UnsafeApi.getLong(entry + 8);
            long word = UnsafeApi.getLong(entry);
            UnsafeApi.putLong(entry, Bits.isPresent(validity, row) ? word | present : word & ~value | absent);
        }
    }

    /**
     * As {@link #nulls}, for rows that have a bit each.
     *
     * @param entries address of the entries with the addresses of rows
     * @param count entries
     * @param nullOffset where the byte of the bit is in a row
     * @param nullBit which bit of it is set where there is no value
     * @param value the bits of the word that represent the value
     * @param present the bit to set where there is a value, or 0
     * @param absent the bit to set where there is none, or 0
     */
    public static void nullsOfRows(
            long entries, long count, int nullOffset, int nullBit, long value, long present, long absent) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            boolean isNull = RowAccess.isNull(UnsafeApi.getLong(entry + 8), nullOffset, nullBit);
            long word = UnsafeApi.getLong(entry);
            UnsafeApi.putLong(entry, isNull ? word & ~value | absent : word | present);
        }
    }

    private static long part(long code, int drop, int bits, int at) {
        return code << drop >>> 64 - bits << at;
    }
}
