package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/**
 * The smallest or largest value of up to 64 bits, as its place in the order of its type; without meaning when a group has
 * no values.
 */
final class ExtremeState extends RecordState implements ColumnState, IntToLongFunction {

    static final StateKey<IntToLongFunction> SMALLEST = new StateKey<>(
            "smallest", IntToLongFunction.class, (pool, owner, type) -> new ExtremeState(pool, owner, true));
    static final StateKey<IntToLongFunction> LARGEST = new StateKey<>(
            "largest", IntToLongFunction.class, (pool, owner, type) -> new ExtremeState(pool, owner, false));

    private final boolean smallest;
    private final long initial;

    ExtremeState(MemoryPool pool, String owner, boolean smallest) {
        super(pool, owner, Long.BYTES);
        this.smallest = smallest;
        this.initial = smallest ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    @Override
    void clear(long first, int count) {
        for (int group = 0; group < count; group++) {
            UnsafeApi.putLong(first + 8L * group, initial);
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.ordered(argument, batch.rows, initial);
        if (batch.groupCount == 1) {
            offer(
                    record(0),
                    smallest ? ExtremeKernel.minOfAll(batch.rows, values) : ExtremeKernel.maxOfAll(batch.rows, values));
        } else if (smallest) {
            ExtremeKernel.min(batch.rows, batch.groups, values, records());
        } else {
            ExtremeKernel.max(batch.rows, batch.groups, values, records());
        }
    }

    private void offer(long record, long value) {
        long known = UnsafeApi.getLong(record);
        UnsafeApi.putLong(record, smallest ? Math.min(known, value) : Math.max(known, value));
    }

    @Override
    void mergeRecord(long record, long other) {
        offer(record, UnsafeApi.getLong(other));
    }

    @Override
    public long applyAsLong(int group) {
        return UnsafeApi.getLong(record(group));
    }
}
