package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Sum, smallest, largest and rows of each group in one record, half a cache line: for arguments of which both a sum and
 * an extreme are wanted.
 */
final class StatisticsState implements GroupState, ExactSums, Statistics {

    private static final int RECORD = ExtremeKernel.STATISTICS;

    private final OffHeapArray records;
    private final OffHeapArray wraps;
    private final ValueNormalizer normalizer;

    StatisticsState(MemoryPool pool, String owner) {
        this.records = new OffHeapArray(pool, owner);
        this.wraps = new OffHeapArray(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        records.ensureKept((long) RECORD * groups);
        wraps.ensureKept(8L * groups);
        for (int group = known; group < groups; group++) {
            long record = record(group);
            UnsafeApi.putLong(record, 0);
            UnsafeApi.putLong(record + ExtremeKernel.STATISTICS_COUNT, 0);
            UnsafeApi.putLong(record + ExtremeKernel.STATISTICS_MIN, Long.MAX_VALUE);
            UnsafeApi.putLong(record + ExtremeKernel.STATISTICS_MAX, Long.MIN_VALUE);
            UnsafeApi.putLong(wraps.address() + 8L * group, 0);
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.raw(argument, batch.rows);
        ExtremeKernel.addStatistics(
                batch.rows, batch.groups, values, argument.validityAddress(), records.address(), wraps.address());
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        StatisticsState that = (StatisticsState) other;
        for (int group = 0; group < groups; group++) {
            int mine = UnsafeApi.getInt(map + 4L * group);
            ExtremeKernel.mergeStatistics(
                    record(mine), wraps.address() + 8L * mine, that.record(group), that.high(group));
        }
    }

    private long record(int group) {
        return records.address() + (long) RECORD * group;
    }

    @Override
    public long low(int group) {
        return UnsafeApi.getLong(record(group));
    }

    @Override
    public long high(int group) {
        return UnsafeApi.getLong(wraps.address() + 8L * group);
    }

    /** Rows of the group, those with nulls included. */
    @Override
    public long count(int group) {
        return UnsafeApi.getLong(record(group) + ExtremeKernel.STATISTICS_COUNT);
    }

    @Override
    public long smallest(int group) {
        return UnsafeApi.getLong(record(group) + ExtremeKernel.STATISTICS_MIN);
    }

    @Override
    public long largest(int group) {
        return UnsafeApi.getLong(record(group) + ExtremeKernel.STATISTICS_MAX);
    }

    @Override
    public void close() {
        records.close();
        wraps.close();
        normalizer.close();
    }
}
