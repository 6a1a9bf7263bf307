package dev.peristyle.internal.sort;

import dev.peristyle.internal.sort.kernel.RadixSortKernel;
import org.agrona.UnsafeApi;

/**
 * Sorts rows by sorting entries of 16 bytes: a word of the keys and the address of a row.
 *
 * <p>The first 64 bits of the keys are written into the words and radix sorted. Rows that are still equal are taken run
 * by run: the next 64 bits are written and sorted, until the keys are used up. Short runs, and runs within runs within
 * many runs, are merge sorted by comparing the rows themselves. Both are stable, and the entries start in the order of their rows.
 */
final class EntrySorter {

    /** Below this many entries the fixed cost of counting outweighs comparisons. */
    private static final int FEW = 64;

    /** Longer than any sensible key; what is nested deeper shares very long prefixes and is compared instead. */
    private static final int DEEPEST = 64;

    private static final int INSERTION_RUN = 8;

    private final KeyColumn[] columns;
    private final KeyWords words;
    private long[] counters;

    EntrySorter(KeyColumn[] columns) {
        this.columns = columns;
        this.words = new KeyWords(columns);
    }

    /**
     * Sorts in place.
     *
     * @param entries address of the entries, their rows in the order of the input
     * @param scratch address of room for as many
     * @param count entries
     */
    void sort(long entries, long scratch, long count) {
        if (columns.length > 0) {
            sort(entries, scratch, count, 0, KeyWords.NOT_BEGUN, 0);
        }
    }

    private void sort(long entries, long scratch, long count, int firstKey, long firstConsumed, int depth) {
        int key = firstKey;
        long consumed = firstConsumed;
        while (true) {
            if (count < FEW || depth == DEEPEST) {
                mergeSort(entries, scratch, count, key);
                return;
            }
            if (counters == null) {
                counters = new long[RadixSortKernel.COUNTERS];
            }
            words.write(entries, count, key, consumed);
            RadixSortKernel.sort(entries, scratch, count, counters);
            if (words.complete()) {
                return;
            }
            key = words.nextKey();
            consumed = words.nextConsumed();
            boolean inText = words.inText();
            if (UnsafeApi.getLong(entries) != UnsafeApi.getLong(entries + (count - 1 << 4))) {
                sortRuns(entries, scratch, count, key, consumed, inText, depth + 1);
                return;
            }
            // all are equal so far, as with a common prefix: go on with the next word, not one level deeper
            if (inText && !words.goesOn(key, consumed, UnsafeApi.getLong(entries + 8))) {
                key++;
                consumed = KeyWords.NOT_BEGUN;
                if (key == columns.length) {
                    return;
                }
            }
        }
    }

    private void sortRuns(long entries, long scratch, long count, int key, long consumed, boolean inText, int depth) {
        long start = 0;
        while (start < count) {
            long word = UnsafeApi.getLong(entries + (start << 4));
            long end = start + 1;
            while (end < count && UnsafeApi.getLong(entries + (end << 4)) == word) {
                end++;
            }
            if (end - start > 1) {
                sortRun(entries + (start << 4), scratch + (start << 4), end - start, key, consumed, inText, depth);
            }
            start = end;
        }
    }

    private void sortRun(long entries, long scratch, long count, int key, long consumed, boolean inText, int depth) {
        if (!inText || words.goesOn(key, consumed, UnsafeApi.getLong(entries + 8))) {
            sort(entries, scratch, count, key, consumed, depth);
        } else if (key + 1 < columns.length) {
            sort(entries, scratch, count, key + 1, KeyWords.NOT_BEGUN, depth);
        }
    }

    /**
     * Sorts by comparing rows from a key on; earlier keys are equal. Only rows move: a caller sees the words of
     * the run as equal before and does not look at them after.
     */
    private void mergeSort(long entries, long scratch, long count, int key) {
        for (long start = 0; start < count; start += INSERTION_RUN) {
            insertionSort(entries + (start << 4), Math.min(INSERTION_RUN, count - start), key);
        }
        long from = entries;
        long to = scratch;
        for (long width = INSERTION_RUN; width < count; width <<= 1) {
            for (long start = 0; start < count; start += 2 * width) {
                long middle = Math.min(start + width, count);
                merge(from, start, middle, Math.min(middle + width, count), to, key);
            }
            long swap = from;
            from = to;
            to = swap;
        }
        if (from != entries) {
            UnsafeApi.copyMemory(from, entries, count << 4);
        }
    }

    private void insertionSort(long entries, long count, int key) {
        for (long next = 1; next < count; next++) {
            long row = UnsafeApi.getLong(entries + (next << 4) + 8);
            long position = next;
            while (position > 0) {
                long before = UnsafeApi.getLong(entries + (position - 1 << 4) + 8);
                if (RowOrder.compare(columns, before, columns, row, key) <= 0) {
                    break;
                }
                UnsafeApi.putLong(entries + (position << 4) + 8, before);
                position--;
            }
            UnsafeApi.putLong(entries + (position << 4) + 8, row);
        }
    }

    private void merge(long from, long start, long middle, long end, long to, int key) {
        long left = start;
        long right = middle;
        for (long target = start; target < end; target++) {
            boolean takeLeft = right == end
                    || left < middle
                            && RowOrder.compare(
                                            columns,
                                            UnsafeApi.getLong(from + (left << 4) + 8),
                                            columns,
                                            UnsafeApi.getLong(from + (right << 4) + 8),
                                            key)
                                    <= 0;
            long source = takeLeft ? left++ : right++;
            UnsafeApi.putLong(to + (target << 4) + 8, UnsafeApi.getLong(from + (source << 4) + 8));
        }
    }
}
