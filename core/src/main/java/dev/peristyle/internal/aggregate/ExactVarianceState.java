package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.ExactVarianceKernel;
import dev.peristyle.internal.aggregate.kernel.WideKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import org.agrona.UnsafeApi;

/**
 * Variances of integers and decimals, which are taken without their scale: from the exact sums of the values and of their
 * squares, so that nothing is lost however far from zero they are, and neither the order of rows nor the number of threads
 * shows in a result.
 */
final class ExactVarianceState extends RecordState implements ColumnState, Variances {

    static final StateKey<Variances> KEY = new StateKey<>("exact variance", Variances.class, ExactVarianceState::new);

    private final boolean wide;

    ExactVarianceState(MemoryPool pool, String owner, DataType type) {
        super(pool, owner, type.lane() == Lane.I128 ? ExactVarianceKernel.WIDE_RECORD : ExactVarianceKernel.RECORD);
        this.wide = type.lane() == Lane.I128;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long validity = argument.validityAddress();
        if (wide) {
            long values = normalizer.wide(argument, batch.rows);
            ExactVarianceKernel.addWideByGroup(batch.rows, batch.groups, values, validity, records());
        } else {
            long values = normalizer.ordered(argument, batch.rows);
            ExactVarianceKernel.addByGroup(batch.rows, batch.groups, values, validity, records());
        }
    }

    private int sumWords() {
        return wide ? ExactVarianceKernel.WIDE_SUM_WORDS : ExactVarianceKernel.SUM_WORDS;
    }

    private int squareWords() {
        return bytes() / Long.BYTES - 1 - sumWords();
    }

    private long squares(long record) {
        return record + Long.BYTES + (long) Long.BYTES * sumWords();
    }

    @Override
    void mergeRecord(long record, long other) {
        WideKernel.addWords(record, other, 1);
        WideKernel.addWords(record + Long.BYTES, other + Long.BYTES, sumWords());
        WideKernel.addWords(squares(record), squares(other), squareWords());
    }

    @Override
    public long count(int group) {
        return UnsafeApi.getLong(record(group));
    }

    @Override
    public double variance(int group) {
        return ExactVarianceKernel.variance(record(group), sumWords(), squareWords());
    }
}
