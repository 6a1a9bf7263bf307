package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntToDoubleFunction;
import org.agrona.UnsafeApi;

/** Compensated sums of floats and doubles. */
final class DoubleSumState extends LaneState implements IntToDoubleFunction {

    static final StateKey<IntToDoubleFunction> KEY = new StateKey<>(
            "double sum", IntToDoubleFunction.class, (pool, owner, type) -> new DoubleSumState(pool, owner));

    DoubleSumState(MemoryPool pool, String owner) {
        super(pool, owner, DoubleSumKernel.SUM);
    }

    @Override
    long values(Column argument, int rows) {
        return normalizer.doubles(argument, rows);
    }

    @Override
    void addAll(GroupBatch batch, Column argument, long record) {
        DoubleSumKernel.addAll(batch.rows, values(argument, batch.rows), record);
    }

    @Override
    void addInLanes(GroupBatch batch, long values, long validity, long lane, long laneBytes) {
        DoubleSumKernel.addInLanes(batch.rows, batch.groups, values, lane, laneBytes);
    }

    @Override
    void addByGroup(GroupBatch batch, long values, long validity) {
        DoubleSumKernel.addByGroup(batch.rows, batch.groups, values, records());
    }

    @Override
    void mergeRecord(long record, long other) {
        DoubleSumKernel.add(record, UnsafeApi.getDouble(other), UnsafeApi.getDouble(other + 8));
    }

    @Override
    public double applyAsDouble(int group) {
        return DoubleSumKernel.total(UnsafeApi.getDouble(record(group)), UnsafeApi.getDouble(record(group) + 8));
    }
}
