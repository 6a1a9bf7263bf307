package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.VarianceKernel;
import dev.peristyle.memory.MemoryPool;

/** Variances of floats and doubles. */
final class VarianceState extends RecordState implements ColumnState, Variances {

    static final StateKey<Variances> KEY =
            new StateKey<>("variance", Variances.class, (pool, owner, type) -> new VarianceState(pool, owner));

    VarianceState(MemoryPool pool, String owner) {
        super(pool, owner, VarianceKernel.STATE);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.doubles(argument, batch.rows);
        VarianceKernel.addByGroup(batch.rows, batch.groups, values, argument.validityAddress(), records());
    }

    @Override
    void mergeRecord(long record, long other) {
        VarianceKernel.merge(record, other);
    }

    @Override
    public long count(int group) {
        return VarianceKernel.count(record(group));
    }

    @Override
    public double variance(int group) {
        return VarianceKernel.variance(record(group));
    }
}
