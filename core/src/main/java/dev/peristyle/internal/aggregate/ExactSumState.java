package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.SumKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Exact sums of ints, longs and decimals. */
final class ExactSumState implements GroupState, ExactSums {

    private final OffHeapArray sums;
    private final LaneScratch lanes;
    private final ValueNormalizer normalizer;

    ExactSumState(MemoryPool pool, String owner) {
        this.sums = new OffHeapArray(pool, owner);
        this.lanes = new LaneScratch(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        sums.ensureKept((long) SumKernel.SUM * groups);
        UnsafeApi.setMemory(address(known), (long) SumKernel.SUM * (groups - known), (byte) 0);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.ordered(argument, batch.rows, 0);
        if (batch.groupCount == 1) {
            SumKernel.addAll(batch.rows, values, address(0));
        } else if (batch.wantsLanes()) {
            long laneBytes = (long) SumKernel.SUM * batch.groupCount;
            long lane = lanes.zeroed(laneBytes);
            SumKernel.addInLanes(batch.rows, batch.groups, values, lane, laneBytes);
            for (int copy = 0; copy < LaneScratch.LANES; copy++) {
                for (int group = 0; group < batch.groupCount; group++) {
                    long sum = lane + copy * laneBytes + (long) SumKernel.SUM * group;
                    SumKernel.add(address(group), UnsafeApi.getLong(sum), UnsafeApi.getLong(sum + 8));
                }
            }
        } else {
            SumKernel.addByGroup(batch.rows, batch.groups, values, sums.address());
        }
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        ExactSumState that = (ExactSumState) other;
        for (int group = 0; group < groups; group++) {
            SumKernel.add(address(UnsafeApi.getInt(map + 4L * group)), that.low(group), that.high(group));
        }
    }

    private long address(int group) {
        return sums.address() + (long) SumKernel.SUM * group;
    }

    @Override
    public long low(int group) {
        return UnsafeApi.getLong(address(group));
    }

    @Override
    public long high(int group) {
        return UnsafeApi.getLong(address(group) + 8);
    }

    @Override
    public void close() {
        sums.close();
        lanes.close();
        normalizer.close();
    }
}
