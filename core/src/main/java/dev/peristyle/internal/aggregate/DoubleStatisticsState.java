package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.DoubleStatisticsKernel;
import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** What {@link StatisticsState} is for exact numbers, for doubles: one pass over a record a group instead of four. */
final class DoubleStatisticsState implements GroupState, Statistics {

    private static final int RECORD = DoubleStatisticsKernel.RECORD;

    private final OffHeapArray records;
    private final LaneScratch lanes;
    private final ValueNormalizer normalizer;

    DoubleStatisticsState(MemoryPool pool, String owner) {
        this.records = new OffHeapArray(pool, owner);
        this.lanes = new LaneScratch(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        records.ensureKept((long) RECORD * groups);
        DoubleStatisticsKernel.clear(record(known), groups - known);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = argument.valuesAddress();
        long validity = argument.validityAddress();
        if (batch.groupCount == 1) {
            updateOnly(batch, argument);
        } else if (batch.wantsLanes()) {
            long laneBytes = (long) RECORD * batch.groupCount;
            long lane = lanes.filledByCaller(laneBytes);
            DoubleStatisticsKernel.clear(lane, LaneScratch.LANES * batch.groupCount);
            DoubleStatisticsKernel.addInLanes(batch.rows, batch.groups, values, validity, lane, laneBytes);
            for (int copy = 0; copy < LaneScratch.LANES; copy++) {
                for (int group = 0; group < batch.groupCount; group++) {
                    DoubleStatisticsKernel.merge(record(group), lane + copy * laneBytes + (long) RECORD * group);
                }
            }
        } else {
            DoubleStatisticsKernel.addByGroup(batch.rows, batch.groups, values, validity, records.address());
        }
    }

    /** One group: what it has in one place stays in registers, a loop each. */
    private void updateOnly(GroupBatch batch, Column argument) {
        long record = record(0);
        UnsafeApi.putLong(record + DoubleStatisticsKernel.COUNT, count(0) + batch.rows);
        DoubleSumKernel.addAll(batch.rows, normalizer.doubles(argument, batch.rows), record);
        long smallest = ExtremeKernel.minOfAll(batch.rows, normalizer.ordered(argument, batch.rows, Long.MAX_VALUE));
        long largest = ExtremeKernel.maxOfAll(batch.rows, normalizer.ordered(argument, batch.rows, Long.MIN_VALUE));
        DoubleStatisticsKernel.offer(record, smallest, largest);
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        DoubleStatisticsState that = (DoubleStatisticsState) other;
        for (int group = 0; group < groups; group++) {
            DoubleStatisticsKernel.merge(record(UnsafeApi.getInt(map + 4L * group)), that.record(group));
        }
    }

    private long record(int group) {
        return records.address() + (long) RECORD * group;
    }

    double total(int group) {
        return DoubleSumKernel.total(UnsafeApi.getDouble(record(group)), UnsafeApi.getDouble(record(group) + 8));
    }

    /** Rows of the group, those with nulls included. */
    @Override
    public long count(int group) {
        return UnsafeApi.getLong(record(group) + DoubleStatisticsKernel.COUNT);
    }

    @Override
    public long smallest(int group) {
        return UnsafeApi.getLong(record(group) + DoubleStatisticsKernel.MIN);
    }

    @Override
    public long largest(int group) {
        return UnsafeApi.getLong(record(group) + DoubleStatisticsKernel.MAX);
    }

    @Override
    public void close() {
        records.close();
        lanes.close();
        normalizer.close();
    }
}
