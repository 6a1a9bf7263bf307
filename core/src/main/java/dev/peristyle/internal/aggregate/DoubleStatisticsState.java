package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.DoubleStatisticsKernel;
import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** What {@link StatisticsState} is for exact numbers, for doubles: one pass over a record per group instead of four. */
final class DoubleStatisticsState extends LaneState {

    DoubleStatisticsState(MemoryPool pool, String owner) {
        super(pool, owner, DoubleStatisticsKernel.RECORD);
    }

    @Override
    void clear(long first, int count) {
        DoubleStatisticsKernel.clear(first, count);
    }

    @Override
    long values(Column argument, int rows) {
        return argument.valuesAddress();
    }

    /** What is in one place stays in registers, a loop each. */
    @Override
    void addAll(GroupBatch batch, Column argument, long record) {
        int rows = batch.rows;
        UnsafeApi.putLong(
                record + DoubleStatisticsKernel.COUNT, UnsafeApi.getLong(record + DoubleStatisticsKernel.COUNT) + rows);
        DoubleSumKernel.addAll(rows, normalizer.doubles(argument, rows), record);
        long smallest = ExtremeKernel.minOfAll(rows, normalizer.ordered(argument, rows, Long.MAX_VALUE));
        long largest = ExtremeKernel.maxOfAll(rows, normalizer.ordered(argument, rows, Long.MIN_VALUE));
        DoubleStatisticsKernel.offer(record, smallest, largest);
    }

    @Override
    void addInLanes(GroupBatch batch, long values, long validity, long lane, long laneBytes) {
        DoubleStatisticsKernel.addInLanes(batch.rows, batch.groups, values, validity, lane, laneBytes);
    }

    @Override
    void addByGroup(GroupBatch batch, long values, long validity) {
        DoubleStatisticsKernel.addByGroup(batch.rows, batch.groups, values, validity, records());
    }

    @Override
    void mergeRecord(long record, long other) {
        DoubleStatisticsKernel.merge(record, other);
    }

    @Override
    public Object view(StateKey<?> key) {
        if (key.equals(DoubleSumState.KEY)) {
            return (IntToDoubleFunction) group ->
                    DoubleSumKernel.total(UnsafeApi.getDouble(record(group)), UnsafeApi.getDouble(record(group) + 8));
        }
        int place = key.equals(RowCountState.KEY)
                ? DoubleStatisticsKernel.COUNT
                : key.equals(ExtremeState.SMALLEST) ? DoubleStatisticsKernel.MIN : DoubleStatisticsKernel.MAX;
        return (IntToLongFunction) group -> UnsafeApi.getLong(record(group) + place);
    }
}
