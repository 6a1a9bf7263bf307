package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * The groups in the order of their first rows. Groups are numbered in that order as long as chunks come in order and
 * nothing is merged; else they are sorted, byte by byte from the lowest, passing over bytes that are all the same.
 */
final class GroupOrder implements AutoCloseable {

    private static final int ENTRY = 16;

    private final OffHeapArray entries;
    private final OffHeapArray sorted;
    private boolean inOrder = true;

    GroupOrder(MemoryPool pool, String owner) {
        this.entries = new OffHeapArray(pool, owner);
        this.sorted = new OffHeapArray(pool, owner);
    }

    /** Finds the order of groups from the ordinals of their first rows. */
    void establish(int groups, long ordinals) {
        inOrder = true;
        long differences = 0;
        for (int group = 1; group < groups; group++) {
            long ordinal = UnsafeApi.getLong(ordinals + 8L * group);
            inOrder &= UnsafeApi.getLong(ordinals + 8L * group - 8) < ordinal;
            differences |= ordinal ^ UnsafeApi.getLong(ordinals);
        }
        if (!inOrder) {
            sort(groups, ordinals, differences);
        }
    }

    private void sort(int groups, long ordinals, long differences) {
        long from = entries.ensure((long) ENTRY * groups);
        long into = sorted.ensure((long) ENTRY * groups);
        for (int group = 0; group < groups; group++) {
            UnsafeApi.putLong(from + (long) ENTRY * group, UnsafeApi.getLong(ordinals + 8L * group));
            UnsafeApi.putLong(from + (long) ENTRY * group + 8, group);
        }
        boolean swapped = false;
        int[] starts = new int[256];
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            if ((differences >>> shift & 0xFF) != 0) {
                sortByByte(groups, swapped ? into : from, swapped ? from : into, shift, starts);
                swapped = !swapped;
            }
        }
        if (swapped) {
            UnsafeApi.copyMemory(into, from, (long) ENTRY * groups);
        }
        sorted.close();
    }

    private static void sortByByte(int groups, long from, long into, int shift, int[] starts) {
        Arrays.fill(starts, 0);
        for (int group = 0; group < groups; group++) {
            starts[(int) (UnsafeApi.getLong(from + (long) ENTRY * group) >>> shift) & 0xFF]++;
        }
        int start = 0;
        for (int digit = 0; digit < starts.length; digit++) {
            int count = starts[digit];
            starts[digit] = start;
            start += count;
        }
        for (int group = 0; group < groups; group++) {
            long entry = from + (long) ENTRY * group;
            long ordinal = UnsafeApi.getLong(entry);
            long place = into + (long) ENTRY * starts[(int) (ordinal >>> shift) & 0xFF]++;
            UnsafeApi.putLong(place, ordinal);
            UnsafeApi.putLong(place + 8, UnsafeApi.getLong(entry + 8));
        }
    }

    /** Writes the groups at places {@code [from, from + count)} of the order. */
    void write(int from, int count, long groups) {
        for (int row = 0; row < count; row++) {
            int place = from + row;
            int group = inOrder ? place : (int) UnsafeApi.getLong(entries.address() + (long) ENTRY * place + 8);
            UnsafeApi.putInt(groups + 4L * row, group);
        }
    }

    @Override
    public void close() {
        entries.close();
        sorted.close();
    }
}
