package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The smallest or largest value of fixed width, as its place in the order of its type. */
final class ExtremeState implements GroupState {

    private final boolean smallest;
    private final long initial;
    private final OffHeapArray extremes;
    private final ValueNormalizer normalizer;

    ExtremeState(MemoryPool pool, String owner, boolean smallest) {
        this.smallest = smallest;
        this.initial = smallest ? Long.MAX_VALUE : Long.MIN_VALUE;
        this.extremes = new OffHeapArray(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        extremes.ensureKept(8L * groups);
        for (int group = known; group < groups; group++) {
            UnsafeApi.putLong(extremes.address() + 8L * group, initial);
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.ordered(argument, batch.rows, initial);
        if (batch.groupCount == 1) {
            long found =
                    smallest ? ExtremeKernel.minOfAll(batch.rows, values) : ExtremeKernel.maxOfAll(batch.rows, values);
            offer(0, found);
        } else if (smallest) {
            ExtremeKernel.min(batch.rows, batch.groups, values, extremes.address());
        } else {
            ExtremeKernel.max(batch.rows, batch.groups, values, extremes.address());
        }
    }

    private void offer(int group, long value) {
        long known = extreme(group);
        UnsafeApi.putLong(extremes.address() + 8L * group, smallest ? Math.min(known, value) : Math.max(known, value));
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        ExtremeState that = (ExtremeState) other;
        for (int group = 0; group < groups; group++) {
            offer(UnsafeApi.getInt(map + 4L * group), that.extreme(group));
        }
    }

    /** The extreme's place in the order; without meaning when the group has no values. */
    long extreme(int group) {
        return UnsafeApi.getLong(extremes.address() + 8L * group);
    }

    @Override
    public void close() {
        extremes.close();
        normalizer.close();
    }
}
