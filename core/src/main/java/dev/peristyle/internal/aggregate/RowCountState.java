package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Rows of each group. */
final class RowCountState extends LaneState implements IntToLongFunction {

    /** Rows, those with nulls included; the same for all arguments. */
    static final StateKey<IntToLongFunction> KEY =
            new StateKey<>("rows", IntToLongFunction.class, (pool, owner, type) -> new RowCountState(pool, owner));

    RowCountState(MemoryPool pool, String owner) {
        super(pool, owner, Long.BYTES);
    }

    @Override
    long values(Column argument, int rows) {
        return 0;
    }

    @Override
    void addAll(GroupBatch batch, Column argument, long record) {
        UnsafeApi.putLong(record, UnsafeApi.getLong(record) + batch.rows);
    }

    @Override
    void addInLanes(GroupBatch batch, long values, long validity, long lane, long laneBytes) {
        CountKernel.countRowsInLanes(batch.rows, batch.groups, lane, laneBytes);
    }

    @Override
    void addByGroup(GroupBatch batch, long values, long validity) {
        CountKernel.countRows(batch.rows, batch.groups, records());
    }

    @Override
    void mergeRecord(long record, long other) {
        UnsafeApi.putLong(record, UnsafeApi.getLong(record) + UnsafeApi.getLong(other));
    }

    @Override
    public long applyAsLong(int group) {
        return UnsafeApi.getLong(record(group));
    }
}
