package dev.peristyle.internal.sort.kernel;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Sorts entries by their word, stable: least significant byte first, one counting pass per byte. The counts of all
 * eight bytes are taken in one pass before, and a byte that is the same in every entry, as most are, costs no pass.
 */
public final class RadixSortKernel {

    private static final int BYTES = 8;
    private static final int VALUES = 256;

    /** Length of the array of counters. */
    public static final int COUNTERS = BYTES * VALUES;

    private RadixSortKernel() {}

    /**
     * Sorts in place.
     *
     * @param scratch address of room for as many
     * @param count entries
     * @param counters {@link #COUNTERS} longs, overwritten
     */
    public static void sort(long entries, long scratch, long count, long[] counters) {
        countBytes(entries, count, counters);
        long from = entries;
        long to = scratch;
        for (int digit = 0; digit < BYTES; digit++) {
            int base = digit * VALUES;
            if (isConstant(counters, base, UnsafeApi.getLong(from), digit, count)) {
                continue;
            }
            long position = to;
            for (int value = base; value < base + VALUES; value++) {
                long occurrences = counters[value];
                counters[value] = position;
                position += occurrences << 4;
            }
            scatter(from, count, counters, base, digit * 8);
            long swap = from;
            from = to;
            to = swap;
        }
        if (from != entries) {
            UnsafeApi.copyMemory(from, entries, count << 4);
        }
    }

    private static boolean isConstant(long[] counters, int base, long word, int digit, long count) {
        return counters[base + (int) (word >>> digit * 8 & 0xFF)] == count;
    }

    private static void countBytes(long entries, long count, long[] counters) {
        Arrays.fill(counters, 0);
        long end = entries + (count << 4);
        for (long entry = entries; entry < end; entry += 16) {
            long word = UnsafeApi.getLong(entry);
            counters[(int) (word & 0xFF)]++;
            counters[0x100 | (int) (word >>> 8 & 0xFF)]++;
            counters[0x200 | (int) (word >>> 16 & 0xFF)]++;
            counters[0x300 | (int) (word >>> 24 & 0xFF)]++;
            counters[0x400 | (int) (word >>> 32 & 0xFF)]++;
            counters[0x500 | (int) (word >>> 40 & 0xFF)]++;
            counters[0x600 | (int) (word >>> 48 & 0xFF)]++;
            counters[0x700 | (int) (word >>> 56)]++;
        }
    }

    private static void scatter(long from, long count, long[] positions, int base, int shift) {
        long end = from + (count << 4);
        for (long entry = from; entry < end; entry += 16) {
            long word = UnsafeApi.getLong(entry);
            int digit = base | (int) (word >>> shift & 0xFF);
            long target = positions[digit];
            positions[digit] = target + 16;
            UnsafeApi.putLong(target, word);
            UnsafeApi.putLong(target + 8, UnsafeApi.getLong(entry + 8));
        }
    }
}
