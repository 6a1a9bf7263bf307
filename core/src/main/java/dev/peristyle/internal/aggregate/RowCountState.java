package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Rows of each group. */
final class RowCountState implements GroupState {

    private final OffHeapArray counts;
    private final LaneScratch lanes;

    RowCountState(MemoryPool pool, String owner) {
        this.counts = new OffHeapArray(pool, owner);
        this.lanes = new LaneScratch(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        counts.ensureKept(8L * groups);
        UnsafeApi.setMemory(counts.address() + 8L * known, 8L * (groups - known), (byte) 0);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        if (batch.groupCount == 1) {
            add(0, batch.rows);
        } else if (batch.wantsLanes()) {
            long laneBytes = 8L * batch.groupCount;
            long lane = lanes.zeroed(laneBytes);
            CountKernel.countRowsInLanes(batch.rows, batch.groups, lane, laneBytes);
            for (int group = 0; group < batch.groupCount; group++) {
                for (int copy = 0; copy < LaneScratch.LANES; copy++) {
                    add(group, UnsafeApi.getLong(lane + copy * laneBytes + 8L * group));
                }
            }
        } else {
            CountKernel.countRows(batch.rows, batch.groups, counts.address());
        }
    }

    private void add(int group, long rows) {
        long count = counts.address() + 8L * group;
        UnsafeApi.putLong(count, UnsafeApi.getLong(count) + rows);
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        RowCountState that = (RowCountState) other;
        for (int group = 0; group < groups; group++) {
            add(UnsafeApi.getInt(map + 4L * group), that.count(group));
        }
    }

    long count(int group) {
        return UnsafeApi.getLong(counts.address() + 8L * group);
    }

    @Override
    public void close() {
        counts.close();
        lanes.close();
    }
}
