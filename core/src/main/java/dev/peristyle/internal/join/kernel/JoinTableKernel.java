package dev.peristyle.internal.join.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/**
 * A table of rows by the hash of their keys. An entry has eight bytes: the address of the first row of a key in its low 48 bits,
 * above them the low 16 bits of the hash, its salt, that tells most other keys apart without a look at the row; 0 if it is free.
 * The index is the top bits of the hash; the next entry is tried until one is free, and one always is.
 */
public final class JoinTableKernel {

    private static final long ADDRESS = (1L << 48) - 1;
    private static final int SALT_SHIFT = 48;

    private JoinTableKernel() {}

    /** An entry of a row. */
    public static long entry(long hash, long row) {
        return hash << SALT_SHIFT | row;
    }

    /** The row of an entry. */
    public static long row(long entry) {
        return entry & ADDRESS;
    }

    /** Whether an entry can be of a key with a hash. */
    public static boolean hasSalt(long entry, long hash) {
        return (entry ^ hash << SALT_SHIFT) >>> SALT_SHIFT == 0;
    }

    /** Whether a row can be referred to by an entry. */
    public static boolean isAddressable(long row) {
        return (row & ~ADDRESS) == 0;
    }

    /**
     * Writes for each hash the first row whose salt is the same, 0 where there is none.
     *
     * @param valid address of a bitmap of the rows to look for, 0 if all are
     * @param table address of the entries
     * @param shift 64 less the bits of an index
     * @param rows address of room for the row addresses
     */
    public static void candidates(int count, long hashes, long valid, long table, int shift, long rows) {
        long mask = (1L << (64 - shift)) - 1;
        for (int row = 0; row < count; row++) {
            long hash = UnsafeApi.getLong(hashes + 8L * row);
            long index = hash >>> shift;
            long entry = UnsafeApi.getLong(table + 8 * index);
            while (entry != 0 && !hasSalt(entry, hash)) {
                index = index + 1 & mask;
                entry = UnsafeApi.getLong(table + 8 * index);
            }
            UnsafeApi.putLong(rows + 8L * row, Bits.isPresent(valid, row) ? row(entry) : 0);
        }
    }

    /**
     * Lists pairs of a row of a chunk and a row of the table, as many as there is room for.
     *
     * @param cursor the row of the chunk to go on with, and its row of the table to go on with, 0 to begin with its first; moved
     * @param count rows of the chunk
     * @param firsts address of the first row of the table of each row of the chunk, 0 where there is none
     * @param nextOffset where a row of the table has the address of the next one of the same key, 0 at the last
     * @param none what a row of the chunk without one is paired with; 0 if it is left out
     * @param room pairs
     * @param left address of room for row numbers
     * @param right address of room for row addresses
     * @return pairs
     */
    public static int pairs(
            long[] cursor, int count, long firsts, int nextOffset, long none, int room, long left, long right) {
        int row = (int) cursor[0];
        long matched = cursor[1];
        int pairs = 0;
        while (row < count && pairs < room) {
            if (matched == 0) {
                matched = UnsafeApi.getLong(firsts + 8L * row);
                if (matched == 0) {
                    if (none != 0) {
                        UnsafeApi.putInt(left + 4L * pairs, row);
                        UnsafeApi.putLong(right + 8L * pairs, none);
                        pairs++;
                    }
                    row++;
                    continue;
                }
            }
            while (matched != 0 && pairs < room) {
                UnsafeApi.putInt(left + 4L * pairs, row);
                UnsafeApi.putLong(right + 8L * pairs, matched);
                pairs++;
                matched = UnsafeApi.getLong(matched + nextOffset);
            }
            if (matched == 0) {
                row++;
            }
        }
        cursor[0] = row;
        cursor[1] = matched;
        return pairs;
    }

    /**
     * Lists the rows that have a row of the table, or those that have none.
     *
     * @param firsts address of the first row of the table of each, 0 where there is none
     * @param matched whether those with one are listed
     * @param numbers address of room for row numbers
     * @return rows
     */
    public static int select(int count, long firsts, boolean matched, long numbers) {
        int selected = 0;
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(numbers + 4L * selected, row);
            selected += (UnsafeApi.getLong(firsts + 8L * row) != 0) == matched ? 1 : 0;
        }
        return selected;
    }

    /**
     * Lists pairs of a row of a chunk and the first row of the table of the same keys.
     *
     * @param firsts address of that of each, 0 where there is none
     * @param left address of room for row numbers
     * @param right address of room for row addresses
     * @return pairs
     */
    public static int firsts(int count, long firsts, long left, long right) {
        int pairs = 0;
        for (int row = 0; row < count; row++) {
            long first = UnsafeApi.getLong(firsts + 8L * row);
            UnsafeApi.putInt(left + 4L * pairs, row);
            UnsafeApi.putLong(right + 8L * pairs, first);
            pairs += first != 0 ? 1 : 0;
        }
        return pairs;
    }

    /** Writes consecutive numbers. */
    public static void number(int count, long first, long numbers) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(numbers + 8L * row, first + row);
        }
    }

    /** Writes the numbers of all rows, four bytes each. */
    public static void everyRow(int count, long numbers) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(numbers + 4L * row, row);
        }
    }

    /** Adds to numbers of eight bytes. */
    public static void add(int count, long summand, long numbers) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(numbers + 8L * row, UnsafeApi.getLong(numbers + 8L * row) + summand);
        }
    }
}
