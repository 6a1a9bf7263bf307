package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/**
 * Sum, smallest, largest and rows of each group in one record, half a cache line: for arguments of which both a sum and
 * an extreme are wanted. How often sums wrapped is apart, because it hardly ever changes.
 */
final class StatisticsState extends RecordState implements ColumnState, ExactSums {

    private final GrowingBuffer wraps;

    StatisticsState(MemoryPool pool, String owner) {
        super(pool, owner, ExtremeKernel.STATISTICS);
        this.wraps = new GrowingBuffer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        super.grow(known, groups);
        wraps.ensureKept(8L * groups);
        UnsafeApi.setMemory(wraps.address() + 8L * known, 8L * (groups - known), (byte) 0);
    }

    @Override
    void clear(long first, int count) {
        for (int group = 0; group < count; group++) {
            long record = first + (long) bytes() * group;
            UnsafeApi.putLong(record, 0);
            UnsafeApi.putLong(record + ExtremeKernel.STATISTICS_COUNT, 0);
            UnsafeApi.putLong(record + ExtremeKernel.STATISTICS_MIN, Long.MAX_VALUE);
            UnsafeApi.putLong(record + ExtremeKernel.STATISTICS_MAX, Long.MIN_VALUE);
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        ExtremeKernel.addStatistics(
                batch.rows,
                batch.groups,
                normalizer.ordered(argument, batch.rows),
                argument.validityAddress(),
                records(),
                wraps.address());
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        StatisticsState that = (StatisticsState) other;
        for (int place = 0; place < mapping.count(); place++) {
            int mine = mapping.to(place);
            int group = mapping.from(place);
            ExtremeKernel.mergeStatistics(
                    record(mine), wraps.address() + 8L * mine, that.record(group), that.wraps(group));
        }
    }

    @Override
    void mergeRecord(long record, long other) {
        throw new IllegalStateException("half of a record is apart");
    }

    private long wraps(int group) {
        return UnsafeApi.getLong(wraps.address() + 8L * group);
    }

    @Override
    public long low(int group) {
        return UnsafeApi.getLong(record(group));
    }

    @Override
    public long middle(int group) {
        return wraps(group) + (low(group) >> 63);
    }

    @Override
    public Object view(StateKey<?> key) {
        if (key.equals(ExactSumState.KEY)) {
            return this;
        }
        int place = key.equals(RowCountState.KEY)
                ? ExtremeKernel.STATISTICS_COUNT
                : key.equals(ExtremeState.SMALLEST) ? ExtremeKernel.STATISTICS_MIN : ExtremeKernel.STATISTICS_MAX;
        return (IntToLongFunction) group -> UnsafeApi.getLong(record(group) + place);
    }

    @Override
    public void close() {
        super.close();
        wraps.close();
    }
}
