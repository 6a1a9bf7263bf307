package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
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

    private static final int LOST = 8;
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
        double sum = UnsafeApi.getDouble(other);
        double sumLost = UnsafeApi.getDouble(other + LOST);
        DoubleSumKernel.add(state, sum, sumLost);
        DoubleSumKernel.add(
                state + SQUARES, UnsafeApi.getDouble(other + SQUARES), UnsafeApi.getDouble(other + SQUARES + LOST));
        double from = UnsafeApi.getDouble(other + ORIGIN);
        double to = UnsafeApi.getDouble(state + ORIGIN);
        double move = from - to;
        if (move != 0) {
            double moveLost = DoubleSumKernel.lost(from, -to, move);
            // sum of (d + move) = sum of d + count * move
            DoubleSumKernel.addProduct(state, otherCount, 0, move, moveLost);
            // sum of (d + move)^2 = sum of d^2 + move * (2 * sum of d + count * move)
            DoubleSumKernel.addProduct(state + SQUARES, 2 * sum, 2 * sumLost, move, moveLost);
            double square = move * move;
            double squareLost = Math.fma(move, move, -square) + 2 * move * moveLost;
            DoubleSumKernel.addProduct(state + SQUARES, otherCount, 0, square, squareLost);
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
        double sum = UnsafeApi.getDouble(state);
        double sumLost = UnsafeApi.getDouble(state + LOST);
        double squares = UnsafeApi.getDouble(state + SQUARES);
        double squaresLost = UnsafeApi.getDouble(state + SQUARES + LOST);
        // the mean and what it lost, then mean * sum, each as a pair
        double mean = sum / count;
        double meanLost = (Math.fma(-mean, (double) count, sum) + sumLost) / count;
        double product = mean * sum;
        double productLost = Math.fma(mean, sum, -product) + (mean * sumLost + meanLost * sum);
        double difference = squares - product;
        double deviations =
                difference + (DoubleSumKernel.lost(squares, -product, difference) + (squaresLost - productLost));
        return deviations <= 0 ? 0 : deviations / (count - 1);
    }
}
