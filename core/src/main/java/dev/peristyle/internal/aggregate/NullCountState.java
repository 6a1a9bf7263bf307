package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/**
 * Nulls of each group in one argument. Counting them and the rows, and not the values, costs nothing where there are no
 * nulls: until the first one there is no memory either.
 */
final class NullCountState implements ColumnState, IntToLongFunction {

    static final StateKey<IntToLongFunction> KEY =
            new StateKey<>("nulls", IntToLongFunction.class, (pool, owner, type) -> new NullCountState(pool, owner));

    private final GrowingBuffer counts;
    private int groupCount;
    private boolean seen;

    NullCountState(MemoryPool pool, String owner) {
        this.counts = new GrowingBuffer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        if (seen) {
            counts.ensureKept(8L * groups);
            UnsafeApi.setMemory(counts.address() + 8L * known, 8L * (groups - known), (byte) 0);
        }
        groupCount = groups;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        if (argument.validityAddress() != 0) {
            start();
            CountKernel.countNulls(batch.rows, batch.groups, argument.validityAddress(), counts.address());
        }
    }

    @Override
    public long growth(GroupBatch batch, Column argument) {
        return seen || argument.validityAddress() == 0 ? 0 : counts.growth(8L * groupCount);
    }

    private void start() {
        if (!seen) {
            counts.ensureKept(8L * groupCount);
            UnsafeApi.setMemory(counts.address(), 8L * groupCount, (byte) 0);
            seen = true;
        }
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        NullCountState that = (NullCountState) other;
        if (that.seen) {
            start();
            for (int place = 0; place < mapping.count(); place++) {
                long count = counts.address() + 8L * mapping.to(place);
                UnsafeApi.putLong(count, UnsafeApi.getLong(count) + that.applyAsLong(mapping.from(place)));
            }
        }
    }

    @Override
    public long applyAsLong(int group) {
        return seen ? UnsafeApi.getLong(counts.address() + 8L * group) : 0;
    }

    @Override
    public void close() {
        counts.close();
    }
}
