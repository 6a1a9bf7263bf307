package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.VarianceKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Variances of numbers; decimals are taken without their scale. */
final class VarianceState implements GroupState {

    private final OffHeapArray states;
    private final ValueNormalizer normalizer;

    VarianceState(MemoryPool pool, String owner) {
        this.states = new OffHeapArray(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        states.ensureKept((long) VarianceKernel.STATE * groups);
        UnsafeApi.setMemory(address(known), (long) VarianceKernel.STATE * (groups - known), (byte) 0);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long values = normalizer.doubles(argument, batch.rows);
        VarianceKernel.addByGroup(batch.rows, batch.groups, values, argument.validityAddress(), states.address());
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        VarianceState that = (VarianceState) other;
        for (int group = 0; group < groups; group++) {
            VarianceKernel.merge(address(UnsafeApi.getInt(map + 4L * group)), that.address(group));
        }
    }

    /** Values that are not null. */
    long count(int group) {
        return VarianceKernel.count(address(group));
    }

    /** The variance of a sample of 2 values or more, in squares of the unit of the last digit. */
    double variance(int group) {
        return VarianceKernel.variance(address(group));
    }

    private long address(int group) {
        return states.address() + (long) VarianceKernel.STATE * group;
    }

    @Override
    public void close() {
        states.close();
        normalizer.close();
    }
}
