package dev.peristyle.internal.aggregate.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.agrona.UnsafeApi;

/** Sums of whole columns on vectors: each method adds the first rows and returns how many. */
final class VectorSums {

    // the four sums of the plain loop, so that every bit of the result is the same
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private VectorSums() {}

    /** As {@link DoubleSumKernel#addAll}. */
    static int addDoubles(int rows, long values, long sum) {
        int end = rows & -4;
        if (end == 0) {
            return 0;
        }
        DoubleVector sums = DoubleVector.zero(FOUR).withLane(0, UnsafeApi.getDouble(sum));
        DoubleVector lost = DoubleVector.zero(FOUR).withLane(0, UnsafeApi.getDouble(sum + 8));
        for (int row = 0; row < end; row += 4) {
            DoubleVector added = DoubleVector.fromMemorySegment(
                    FOUR, VectorMemory.ALL, values + ((long) row << 3), VectorMemory.ORDER);
            DoubleVector next = sums.add(added);
            DoubleVector addedPart = next.sub(sums);
            lost = lost.add(sums.sub(next.sub(addedPart)).add(added.sub(addedPart)));
            sums = next;
        }
        UnsafeApi.putDouble(sum, sums.lane(0));
        UnsafeApi.putDouble(sum + 8, lost.lane(0));
        DoubleSumKernel.add(sum, sums.lane(1), lost.lane(1));
        DoubleSumKernel.add(sum, sums.lane(2), lost.lane(2));
        DoubleSumKernel.add(sum, sums.lane(3), lost.lane(3));
        return end;
    }

    /** As {@link SumKernel#addAll}. */
    static int addLongs(int rows, long values, long sum) {
        int step = 2 * VectorMemory.LONGS.length();
        int end = rows - rows % step;
        if (end == 0) {
            return 0;
        }
        LongVector wrapped0 = LongVector.zero(VectorMemory.LONGS);
        LongVector wrapped1 = wrapped0;
        LongVector high0 = wrapped0;
        LongVector high1 = wrapped0;
        for (int row = 0; row < end; row += step) {
            LongVector values0 = load(values + ((long) row << 3));
            LongVector values1 = load(values + ((long) row + VectorMemory.LONGS.length() << 3));
            wrapped0 = wrapped0.add(values0);
            wrapped1 = wrapped1.add(values1);
            high0 = high0.add(values0.lanewise(VectorOperators.ASHR, 32));
            high1 = high1.add(values1.lanewise(VectorOperators.ASHR, 32));
        }
        SumKernel.addHalves(
                wrapped0.add(wrapped1).reduceLanes(VectorOperators.ADD),
                high0.add(high1).reduceLanes(VectorOperators.ADD),
                sum);
        return end;
    }

    private static LongVector load(long address) {
        return LongVector.fromMemorySegment(VectorMemory.LONGS, VectorMemory.ALL, address, VectorMemory.ORDER);
    }
}
