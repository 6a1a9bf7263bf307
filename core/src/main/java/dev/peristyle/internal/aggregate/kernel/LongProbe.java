package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/**
 * Looks 64-bit keys up in an open-addressing table of 16-byte entries: the key, then its code + 1 as an int (0 if the
 * entry is free), then four bytes of nothing. The index is the top bits of the hash; the next entry
 * is tried until one is free. At least one entry is free, two before a key is added.
 *
 * <p>{@code validity} is the address of a bitmap, 0 when every row has a key; {@code nullCode} is negative as long as null
 * has no code; codes may be written over the codes of pairs that are read.
 */
public final class LongProbe {

    /** Bytes of an entry. */
    public static final int ENTRY = 16;

    private static final int CODE = 8;

    private LongProbe() {}

    /**
     * Writes the code of each key until one is not in the table.
     *
     * @return the first row whose key, or null, has no code yet; {@code rows} when all have
     */
    public static int probe(
            int from, int rows, long keys, long validity, int nullCode, long table, int shift, long codes) {
        long tableEnd = table + ((long) ENTRY << (64 - shift));
        for (int row = from; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                if (nullCode < 0) {
                    return row;
                }
                UnsafeApi.putInt(codes + 4L * row, nullCode);
                continue;
            }
            int stored = find(UnsafeApi.getLong(keys + 8L * row), table, tableEnd, shift);
            if (stored == 0) {
                return row;
            }
            UnsafeApi.putInt(codes + 4L * row, stored - 1);
        }
        return rows;
    }

    /**
     * Writes the code of each pair of codes until one is not in the table. The key of a pair is
     * {@code left << 32 | right}.
     *
     * @return the first row whose pair has no code yet; {@code rows} when all have
     */
    public static int probePairs(int from, int rows, long left, long right, long table, int shift, long codes) {
        long tableEnd = table + ((long) ENTRY << (64 - shift));
        for (int row = from; row < rows; row++) {
            long key = (long) UnsafeApi.getInt(left + 4L * row) << 32 | UnsafeApi.getInt(right + 4L * row);
            int stored = find(key, table, tableEnd, shift);
            if (stored == 0) {
                return row;
            }
            UnsafeApi.putInt(codes + 4L * row, stored - 1);
        }
        return rows;
    }

    /**
     * Writes the code of each pair of codes by a direct look into an array of codes + 1, until one is not there.
     *
     * @return the first row whose pair has no code yet; {@code rows} when all have
     */
    public static int probeDirect(int from, int rows, long left, long right, long array, int rightBits, long codes) {
        for (int row = from; row < rows; row++) {
            int index = UnsafeApi.getInt(left + 4L * row) << rightBits | UnsafeApi.getInt(right + 4L * row);
            int stored = UnsafeApi.getInt(array + 4L * index);
            if (stored == 0) {
                return row;
            }
            UnsafeApi.putInt(codes + 4L * row, stored - 1);
        }
        return rows;
    }

    private static int find(long key, long table, long tableEnd, int shift) {
        long entry = table + (Hash.of(key) >>> shift) * ENTRY;
        while (true) {
            int stored = UnsafeApi.getInt(entry + CODE);
            if (UnsafeApi.getLong(entry) == key || stored == 0) {
                return stored;
            }
            entry = Hash.next(entry, ENTRY, table, tableEnd);
        }
    }

    /** Adds a key that is not in the table. */
    public static void insert(long key, int code, long table, int shift) {
        long tableEnd = table + ((long) ENTRY << (64 - shift));
        long entry = table + (Hash.of(key) >>> shift) * ENTRY;
        while (UnsafeApi.getInt(entry + CODE) != 0) {
            entry = Hash.next(entry, ENTRY, table, tableEnd);
        }
        UnsafeApi.putLong(entry, key);
        UnsafeApi.putInt(entry + CODE, code + 1);
    }

    /** Moves the entries of one table to a larger one. */
    public static void rehash(long oldTable, long oldEntries, long table, int shift) {
        long oldEnd = oldTable + oldEntries * ENTRY;
        for (long old = oldTable; old < oldEnd; old += ENTRY) {
            int stored = UnsafeApi.getInt(old + CODE);
            if (stored != 0) {
                insert(UnsafeApi.getLong(old), stored - 1, table, shift);
            }
        }
    }
}
