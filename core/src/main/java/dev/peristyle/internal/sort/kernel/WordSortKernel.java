package dev.peristyle.internal.sort.kernel;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Sorts words as signed integers: as {@link RadixSortKernel}, for words that name nothing else. The counts of all eight bytes are
 * taken in one pass before, and a byte that is the same in all words costs no pass.
 */
public final class WordSortKernel {

    private static final int VALUES = 256;

    /** Below this many the fixed cost of counting outweighs moving one after the other to its place. */
    private static final int FEW = 64;

    private WordSortKernel() {}

    /**
     * Sorts in place.
     *
     * @param scratch address of room for as many
     * @param count words
     */
    public static void sort(long words, long scratch, long count) {
        if (count < FEW) {
            insert(words, (int) count);
            return;
        }
        long[] counters = new long[Long.BYTES * VALUES];
        countBytes(words, count, counters);
        long from = words;
        long to = scratch;
        for (int digit = 0; digit < Long.BYTES; digit++) {
            int base = digit * VALUES;
            if (counters[base + (int) (UnsafeApi.getLong(from) >>> 8 * digit & 0xFF)] == count) {
                continue;
            }
            place(counters, base, digit == Long.BYTES - 1 ? VALUES / 2 : 0, to);
            scatter(from, count, counters, base, digit * 8);
            long swap = from;
            from = to;
            to = swap;
        }
        if (from != words) {
            UnsafeApi.copyMemory(from, words, count << 3);
        }
    }

    private static void insert(long words, int count) {
        for (int next = 1; next < count; next++) {
            long word = UnsafeApi.getLong(words + 8L * next);
            int position = next;
            for (; position > 0; position--) {
                long before = UnsafeApi.getLong(words + 8L * (position - 1));
                if (before <= word) {
                    break;
                }
                UnsafeApi.putLong(words + 8L * position, before);
            }
            UnsafeApi.putLong(words + 8L * position, word);
        }
    }

    private static void countBytes(long words, long count, long[] counters) {
        Arrays.fill(counters, 0);
        long end = words + (count << 3);
        for (long address = words; address < end; address += 8) {
            long word = UnsafeApi.getLong(address);
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

    /** Makes places of counts; of the highest byte, which has the sign, the upper half comes first. */
    private static void place(long[] counters, int base, int first, long to) {
        long position = to;
        for (int step = 0; step < VALUES; step++) {
            int value = base | (first + step & 0xFF);
            long occurrences = counters[value];
            counters[value] = position;
            position += occurrences << 3;
        }
    }

    private static void scatter(long from, long count, long[] positions, int base, int shift) {
        long end = from + (count << 3);
        for (long address = from; address < end; address += 8) {
            long word = UnsafeApi.getLong(address);
            int digit = base | (int) (word >>> shift & 0xFF);
            long target = positions[digit];
            positions[digit] = target + 8;
            UnsafeApi.putLong(target, word);
        }
    }
}
