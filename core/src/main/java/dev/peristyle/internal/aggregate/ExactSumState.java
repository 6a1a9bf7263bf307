package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.SumKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Exact sums of integers of up to 64 bits, and of what is held in them: decimals, durations. */
final class ExactSumState extends LaneState implements ExactSums {

    static final StateKey<ExactSums> KEY =
            new StateKey<>("exact sum", ExactSums.class, (pool, owner, type) -> new ExactSumState(pool, owner));

    ExactSumState(MemoryPool pool, String owner) {
        super(pool, owner, SumKernel.SUM);
    }

    @Override
    long values(Column argument, int rows) {
        return normalizer.ordered(argument, rows, 0);
    }

    @Override
    void addAll(GroupBatch batch, Column argument, long record) {
        SumKernel.addAll(batch.rows, values(argument, batch.rows), record);
    }

    @Override
    void addInLanes(GroupBatch batch, long values, long validity, long lane, long laneBytes) {
        SumKernel.addInLanes(batch.rows, batch.groups, values, lane, laneBytes);
    }

    @Override
    void addByGroup(GroupBatch batch, long values, long validity) {
        SumKernel.addByGroup(batch.rows, batch.groups, values, records());
    }

    @Override
    void mergeRecord(long record, long other) {
        SumKernel.add(record, UnsafeApi.getLong(other), UnsafeApi.getLong(other + 8));
    }

    @Override
    public long low(int group) {
        return UnsafeApi.getLong(record(group));
    }

    @Override
    public long middle(int group) {
        return UnsafeApi.getLong(record(group) + 8) + (low(group) >> 63);
    }
}
