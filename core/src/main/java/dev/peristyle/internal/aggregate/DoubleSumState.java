package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Compensated sums of floats and doubles. */
final class DoubleSumState implements GroupState {

    private final OffHeapArray sums;
    private final LaneScratch lanes;
    private final ValueNormalizer normalizer;

    DoubleSumState(MemoryPool pool, String owner) {
        this.sums = new OffHeapArray(pool, owner);
        this.lanes = new LaneScratch(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        sums.ensureKept((long) DoubleSumKernel.SUM * groups);
        UnsafeApi.setMemory(address(known), (long) DoubleSumKernel.SUM * (groups - known), (byte) 0);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.doubles(argument, batch.rows);
        if (batch.groupCount == 1) {
            DoubleSumKernel.addAll(batch.rows, values, address(0));
        } else if (batch.wantsLanes()) {
            long laneBytes = (long) DoubleSumKernel.SUM * batch.groupCount;
            long lane = lanes.zeroed(laneBytes);
            DoubleSumKernel.addInLanes(batch.rows, batch.groups, values, lane, laneBytes);
            for (int copy = 0; copy < LaneScratch.LANES; copy++) {
                for (int group = 0; group < batch.groupCount; group++) {
                    add(group, lane + copy * laneBytes + (long) DoubleSumKernel.SUM * group);
                }
            }
        } else {
            DoubleSumKernel.addByGroup(batch.rows, batch.groups, values, sums.address());
        }
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        DoubleSumState that = (DoubleSumState) other;
        for (int group = 0; group < groups; group++) {
            add(UnsafeApi.getInt(map + 4L * group), that.address(group));
        }
    }

    private void add(int group, long sum) {
        DoubleSumKernel.add(address(group), UnsafeApi.getDouble(sum), UnsafeApi.getDouble(sum + 8));
    }

    private long address(int group) {
        return sums.address() + (long) DoubleSumKernel.SUM * group;
    }

    double total(int group) {
        return DoubleSumKernel.total(UnsafeApi.getDouble(address(group)), UnsafeApi.getDouble(address(group) + 8));
    }

    @Override
    public void close() {
        sums.close();
        lanes.close();
        normalizer.close();
    }
}
