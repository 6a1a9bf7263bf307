package dev.peristyle.internal.sort.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.state.kernel.RowAccess;
import org.agrona.UnsafeApi;

/**
 * Words of entries, whose unsigned order is the order of the keys: cleared before parts of keys are written into them, and
 * corrected for rows without a value. An entry is a word and what names a row: its address, or its number in a chunk.
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
}
