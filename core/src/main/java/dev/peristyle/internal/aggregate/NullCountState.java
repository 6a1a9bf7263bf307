package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Nulls of each group in one argument. Counting them and the rows, and not the values, costs nothing where there are no
 * nulls: until the first one there is no memory either.
 */
final class NullCountState implements GroupState {

    private final OffHeapArray counts;
    private int groupCount;
    private boolean seen;

    NullCountState(MemoryPool pool, String owner) {
        this.counts = new OffHeapArray(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        if (seen) {
            counts.ensureKept(8L * groups);
            UnsafeApi.setMemory(counts.address() + 8L * known, 8L * (groups - known), (byte) 0);
        }
        groupCount = groups;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        if (argument.validityAddress() != 0) {
            start();
            CountKernel.countNulls(batch.rows, batch.groups, argument.validityAddress(), counts.address());
        }
    }

    private void start() {
        if (!seen) {
            counts.ensureKept(8L * groupCount);
            UnsafeApi.setMemory(counts.address(), 8L * groupCount, (byte) 0);
            seen = true;
        }
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        NullCountState that = (NullCountState) other;
        if (that.seen) {
            start();
            for (int group = 0; group < groups; group++) {
                long count = counts.address() + 8L * UnsafeApi.getInt(map + 4L * group);
                UnsafeApi.putLong(count, UnsafeApi.getLong(count) + that.count(group));
            }
        }
    }

    long count(int group) {
        return seen ? UnsafeApi.getLong(counts.address() + 8L * group) : 0;
    }

    @Override
    public void close() {
        counts.close();
    }
}
