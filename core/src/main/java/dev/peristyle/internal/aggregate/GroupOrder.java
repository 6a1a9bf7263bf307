package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.sort.kernel.RadixSortKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * The groups in the order of their first rows. Groups are numbered in that order as long as chunks come in order and
 * nothing is merged; else they are sorted.
 */
final class GroupOrder implements AutoCloseable {

    private static final int ENTRY = 16;

    private final GrowingBuffer entries;
    private final GrowingBuffer sorted;
    private boolean inOrder = true;

    GroupOrder(MemoryPool pool, String owner) {
        this.entries = new GrowingBuffer(pool, owner);
        this.sorted = new GrowingBuffer(pool, owner);
    }

    /** Finds the order of groups from the ordinals of their first rows. */
    void establish(int groups, long ordinals) {
        inOrder = true;
        for (int group = 1; group < groups; group++) {
            long ordinal = UnsafeApi.getLong(ordinals + 8L * group);
            inOrder &= UnsafeApi.getLong(ordinals + 8L * group - 8) < ordinal;
        }
        if (!inOrder) {
            sort(groups, ordinals);
        }
    }

    private void sort(int groups, long ordinals) {
        long from = entries.ensure((long) ENTRY * groups);
        long room = sorted.ensure((long) ENTRY * groups);
        for (int group = 0; group < groups; group++) {
            UnsafeApi.putLong(from + (long) ENTRY * group, UnsafeApi.getLong(ordinals + 8L * group));
            UnsafeApi.putLong(from + (long) ENTRY * group + 8, group);
        }
        RadixSortKernel.sort(from, room, groups, new long[RadixSortKernel.COUNTERS]);
        sorted.close();
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
