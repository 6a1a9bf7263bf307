package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Sums of values and of their squares, both compensated. With twice the digits of a double, the textbook formula loses
 * less than Welford's recurrence does in one double, needs no division a row, and does not depend on the order of rows.
 */
final class VarianceState implements GroupState {

    private final OffHeapArray sums;
    private final ValueNormalizer normalizer;

    VarianceState(MemoryPool pool, String owner) {
        this.sums = new OffHeapArray(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        sums.ensureKept((long) DoubleSumKernel.SQUARES * groups);
        UnsafeApi.setMemory(address(known), (long) DoubleSumKernel.SQUARES * (groups - known), (byte) 0);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.doubles(argument, batch.rows);
        DoubleSumKernel.addSquaresByGroup(batch.rows, batch.groups, values, sums.address());
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        VarianceState that = (VarianceState) other;
        for (int group = 0; group < groups; group++) {
            long from = that.address(group);
            long into = address(UnsafeApi.getInt(map + 4L * group));
            for (int part = 0; part < DoubleSumKernel.SQUARES; part += DoubleSumKernel.SUM) {
                DoubleSumKernel.add(
                        into + part, UnsafeApi.getDouble(from + part), UnsafeApi.getDouble(from + part + 8));
            }
        }
    }

    /** The variance of a sample of so many values, 2 or more; unscaled for decimals. */
    double variance(int group, long count) {
        return DoubleSumKernel.variance(count, address(group));
    }

    private long address(int group) {
        return sums.address() + (long) DoubleSumKernel.SQUARES * group;
    }

    @Override
    public void close() {
        sums.close();
        normalizer.close();
    }
}
