package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoublePair;
import org.agrona.UnsafeApi;

/**
 * Variances from sums of differences and of their squares. The differences are those to the first value of the group, so
 * that equal values have a variance of exactly 0 and nothing is lost where the mean is far from zero. Differences, squares
 * and sums carry about 106 bits, so that neither the order of rows nor which value came first shows in the result.
 * Welford's recurrence in one double would lose more, and divide once per row.
 *
 * <p>A state is 48 bytes: the sum of differences and its lost part, the sum of squares and its lost part, the first value,
 * the number of values as a long.
 */
public final class VarianceKernel {

    /** Bytes of a state; all zero at first. */
    public static final int STATE = 48;

    private static final int SQUARES = DoubleSumKernel.SUM;
    private static final int ORIGIN = 32;
    private static final int COUNT = 40;

    private VarianceKernel() {}

    /** Adds each value to the state of its group. */
    public static void addByGroup(int rows, long groups, long values, long validity, long states) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                continue;
            }
            long state = states + (long) STATE * UnsafeApi.getInt(groups + 4L * row);
            double value = UnsafeApi.getDouble(values + 8L * row);
            long count = UnsafeApi.getLong(state + COUNT);
            UnsafeApi.putLong(state + COUNT, count + 1);
            if (count == 0) {
                UnsafeApi.putDouble(state + ORIGIN, value);
            }
            double origin = UnsafeApi.getDouble(state + ORIGIN);
            double difference = value - origin;
            double differenceLost = DoubleSumKernel.lost(value, -origin, difference);
            double square = difference * difference;
            // the fused operation gives exactly what the rounding of the square lost
            double squareLost = Math.fma(difference, difference, -square) + 2 * difference * differenceLost;
            DoubleSumKernel.add(state, difference, differenceLost);
            DoubleSumKernel.add(state + SQUARES, square, squareLost);
        }
    }

    /** Merges a state into another: the other's sums are moved to the origin of the first. */
    public static void merge(long state, long other) {
        long otherCount = UnsafeApi.getLong(other + COUNT);
        if (otherCount == 0) {
            return;
        }
        long count = UnsafeApi.getLong(state + COUNT);
        if (count == 0) {
            UnsafeApi.copyMemory(other, state, STATE);
            return;
        }
        UnsafeApi.putLong(state + COUNT, count + otherCount);
        DoublePair sum = DoubleSumKernel.pair(other);
        DoubleSumKernel.add(state, sum);
        DoubleSumKernel.add(state + SQUARES, DoubleSumKernel.pair(other + SQUARES));
        DoublePair move =
                DoublePair.difference(UnsafeApi.getDouble(other + ORIGIN), UnsafeApi.getDouble(state + ORIGIN));
        if (move.high() != 0) {
            // sum of (d + move) = sum of d + count * move
            DoublePair moved = move.times(otherCount);
            DoubleSumKernel.add(state, moved);
            // sum of (d + move)^2 = sum of d^2 + move * (2 * sum of d + count * move)
            DoubleSumKernel.add(state + SQUARES, move.times(sum.times(2).plus(moved)));
        }
    }

    /**
     * The number of values.
     *
     * @return values, nulls not counted
     */
    public static long count(long state) {
        return UnsafeApi.getLong(state + COUNT);
    }

    /**
     * The variance of a sample: (squares - sum² / count) / (count - 1).
     *
     * @return the variance, not negative; not a number when a value was infinite or not a number
     */
    public static double variance(long state) {
        long count = count(state);
        DoublePair sum = DoubleSumKernel.pair(state);
        double deviations = DoubleSumKernel.pair(state + SQUARES)
                .minus(sum.dividedBy(count).times(sum))
                .high();
        return deviations <= 0 ? 0 : deviations / (count - 1);
    }
}
