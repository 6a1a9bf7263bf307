package dev.peristyle.internal.over;

import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.GrowingBuffer;
import org.agrona.UnsafeApi;

/** Pairs of slots of which one is added to the other. Not thread-safe. */
final class SlotPairs implements AutoCloseable {

    private final GrowingBuffer from;
    private final GrowingBuffer to;
    private final int most;
    private int count;

    SlotPairs(Evaluations run) {
        this.from = run.buffer();
        this.to = run.buffer();
        this.most = run.chunkRows();
    }

    /** Adds a pair, and merges if there are many. */
    void add(SlotAggregator source, int sourceSlot, SlotAggregator target, int targetSlot) {
        if (count == 0) {
            from.ensure(4L * most);
            to.ensure(4L * most);
        }
        UnsafeApi.putInt(from.address() + 4L * count, sourceSlot);
        UnsafeApi.putInt(to.address() + 4L * count, targetSlot);
        count++;
        if (count == most) {
            merge(source, target);
        }
    }

    /** Merges the pairs, in the order in which they were added. */
    void merge(SlotAggregator source, SlotAggregator target) {
        if (count > 0) {
            target.merge(source, count, from.address(), to.address());
            count = 0;
        }
    }

    @Override
    public void close() {
        from.close();
        to.close();
    }
}
