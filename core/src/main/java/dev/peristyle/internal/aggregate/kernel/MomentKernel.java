package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoublePair;
import org.agrona.UnsafeApi;

/**
 * Sums of the first four powers of differences to the first value of a group, of about 106 bits each, as in
 * {@link VarianceKernel}: that value is one of them, so that no power is far larger than their sums, and neither the order of
 * rows nor the number of threads shows in a result. States are merged by moving the sums of one to the origin of the other, which is
 * the binomial theorem, as Pébay derives it for central moments (Formulas for Robust, One-Pass Parallel Computation of Covariances
 * and Arbitrary-Order Statistical Moments, Sandia Report SAND2008-6212, 2008).
 *
 * <p>A state is 80 bytes: four sums with their lost parts, the first value, the number of values as a long.
 */
public final class MomentKernel {

    /** Bytes of a state; all zero at first. */
    public static final int STATE = 80;

    private static final int SQUARES = DoubleSumKernel.SUM;
    private static final int CUBES = 2 * DoubleSumKernel.SUM;
    private static final int FOURTHS = 3 * DoubleSumKernel.SUM;
    private static final int ORIGIN = 64;
    private static final int COUNT = 72;

    private MomentKernel() {}

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
            double squareLost = Math.fma(difference, difference, -square) + 2 * difference * differenceLost;
            double cube = square * difference;
            double cubeLost = Math.fma(square, difference, -cube) + (square * differenceLost + squareLost * difference);
            double fourth = square * square;
            double fourthLost = Math.fma(square, square, -fourth) + 2 * square * squareLost;
            DoubleSumKernel.add(state, difference, differenceLost);
            DoubleSumKernel.add(state + SQUARES, square, squareLost);
            DoubleSumKernel.add(state + CUBES, cube, cubeLost);
            DoubleSumKernel.add(state + FOURTHS, fourth, fourthLost);
        }
    }

    /** Merges a state into another: the other's sums are moved to the origin of the first. */
    public static void merge(long state, long other) {
        long otherCount = count(other);
        long count = count(state);
        if (otherCount == 0) {
            return;
        }
        if (count == 0) {
            UnsafeApi.copyMemory(other, state, STATE);
            return;
        }
        UnsafeApi.putLong(state + COUNT, count + otherCount);
        DoublePair move =
                DoublePair.difference(UnsafeApi.getDouble(other + ORIGIN), UnsafeApi.getDouble(state + ORIGIN));
        DoublePair first = DoubleSumKernel.pair(other);
        DoublePair second = DoubleSumKernel.pair(other + SQUARES);
        DoublePair third = DoubleSumKernel.pair(other + CUBES);
        DoublePair fourth = DoubleSumKernel.pair(other + FOURTHS);
        if (move.high() != 0) {
            // each sum of (d + move)^k from those of lower powers, by Horner's scheme
            DoublePair whole = move.times(otherCount);
            fourth = fourth.plus(move.times(third.times(4)
                    .plus(move.times(
                            second.times(6).plus(move.times(first.times(4).plus(whole)))))));
            third = third.plus(
                    move.times(second.times(3).plus(move.times(first.times(3).plus(whole)))));
            second = second.plus(move.times(first.times(2).plus(whole)));
            first = first.plus(whole);
        }
        DoubleSumKernel.add(state, first);
        DoubleSumKernel.add(state + SQUARES, second);
        DoubleSumKernel.add(state + CUBES, third);
        DoubleSumKernel.add(state + FOURTHS, fourth);
    }

    /**
     * The number of values.
     *
     * @return values, nulls not counted
     */
    public static long count(long state) {
        return UnsafeApi.getLong(state + COUNT);
    }

    private static DoublePair mean(long state) {
        return DoubleSumKernel.pair(state).dividedBy(count(state));
    }

    /**
     * The sum of the squares of differences to the mean.
     *
     * @return 0 for equal values
     */
    public static double squares(long state) {
        DoublePair squares = DoubleSumKernel.pair(state + SQUARES);
        DoublePair less = mean(state).times(DoubleSumKernel.pair(state));
        return Math.max(0, visible(squares.minus(less), Math.abs(squares.high()) + Math.abs(less.high())));
    }

    /**
     * The sum of the cubes of differences to the mean.
     *
     * @return exactly 0 where it is not seen beside what it is the difference of
     */
    public static double cubes(long state) {
        DoublePair mean = mean(state);
        DoublePair cubes = DoubleSumKernel.pair(state + CUBES);
        // S3 - 3 m S2 + 2 m² S1
        DoublePair less = mean.times(DoubleSumKernel.pair(state + SQUARES)).times(3);
        DoublePair more = mean.times(mean).times(DoubleSumKernel.pair(state)).times(2);
        return visible(
                cubes.minus(less).plus(more), Math.abs(cubes.high()) + Math.abs(less.high()) + Math.abs(more.high()));
    }

    /**
     * The mean of the fourth powers of differences to the mean, divided by the square of that of the squares, less 3.
     *
     * @return a number of about 106 bits, so that as many as a double has are left where it is near 0
     */
    public static DoublePair excess(long state) {
        DoublePair mean = mean(state);
        DoublePair square = mean.times(mean);
        // S4 - 4 m S3 + 6 m² S2 - 3 m³ S1
        DoublePair sum = DoubleSumKernel.pair(state + FOURTHS)
                .minus(mean.times(DoubleSumKernel.pair(state + CUBES)).times(4))
                .plus(square.times(DoubleSumKernel.pair(state + SQUARES)).times(6))
                .minus(square.times(mean).times(DoubleSumKernel.pair(state)).times(3));
        DoublePair squares = DoubleSumKernel.pair(state + SQUARES).minus(mean.times(DoubleSumKernel.pair(state)));
        return sum.times(count(state)).dividedBy(squares.times(squares)).minus(DoublePair.of(3));
    }

    /**
     * A difference, or 0 where it is only what rounding left: so that it is the same one whatever was rounded.
     *
     * @param size that of what it is the difference of
     */
    static double visible(DoublePair difference, double size) {
        return Math.abs(difference.high()) <= size * 0x1p-84 ? 0 : difference.high();
    }
}
