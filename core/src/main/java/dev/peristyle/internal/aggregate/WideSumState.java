package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.WideKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Exact sums of integers of more than 63 bits, in 192 bits: 2<sup>64</sup> values of 128 bits cannot leave them. */
final class WideSumState extends RecordState implements ColumnState, ExactSums {

    static final StateKey<ExactSums> KEY =
            new StateKey<>("wide sum", ExactSums.class, (pool, owner, type) -> new WideSumState(pool, owner));

    WideSumState(MemoryPool pool, String owner) {
        super(pool, owner, WideKernel.SUM_WORDS * Long.BYTES);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.wide(argument, batch.rows);
        WideKernel.addByGroup(batch.rows, batch.groups, values, argument.validityAddress(), records());
    }

    @Override
    void mergeRecord(long record, long other) {
        WideKernel.addWords(record, other, WideKernel.SUM_WORDS);
    }

    @Override
    public long low(int group) {
        return UnsafeApi.getLong(record(group));
    }

    @Override
    public long middle(int group) {
        return UnsafeApi.getLong(record(group) + 8);
    }

    @Override
    public long high(int group) {
        return UnsafeApi.getLong(record(group) + 16);
    }
}
