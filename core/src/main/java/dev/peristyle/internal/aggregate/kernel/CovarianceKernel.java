package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoublePair;
import org.agrona.UnsafeApi;

/**
 * Covariances from sums of differences to the first row of a group, of their squares and products, of about 106 bits each: what
 * {@link VarianceKernel} is for one column. States are merged by moving the sums of one to the origin of the other (Chan, Golub
 * and LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979; for two columns Pébay, SAND2008-6212).
 *
 * <p>A state is 104 bytes: the sums of x, y, x·x, y·y and x·y with their lost parts, x and y of the first row, the number of rows as a long.
 */
public final class CovarianceKernel {

    /** Bytes of a state; all zero at first. */
    public static final int STATE = 104;

    private static final int SECOND = DoubleSumKernel.SUM;
    private static final int FIRST_SQUARES = 2 * DoubleSumKernel.SUM;
    private static final int SECOND_SQUARES = 3 * DoubleSumKernel.SUM;
    private static final int PRODUCTS = 4 * DoubleSumKernel.SUM;
    private static final int FIRST_ORIGIN = 80;
    private static final int SECOND_ORIGIN = 88;
    private static final int COUNT = 96;

    private CovarianceKernel() {}

    /** Adds each row in which neither value is null to the state of its group; a validity is 0 when there are no nulls. */
    public static void addByGroup(
            int rows, long groups, long firsts, long firstValidity, long seconds, long secondValidity, long states) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isNull(firstValidity, row) || Bits.isNull(secondValidity, row)) {
                continue;
            }
            long state = states + (long) STATE * UnsafeApi.getInt(groups + 4L * row);
            double first = UnsafeApi.getDouble(firsts + 8L * row);
            double second = UnsafeApi.getDouble(seconds + 8L * row);
            long count = UnsafeApi.getLong(state + COUNT);
            UnsafeApi.putLong(state + COUNT, count + 1);
            if (count == 0) {
                UnsafeApi.putDouble(state + FIRST_ORIGIN, first);
                UnsafeApi.putDouble(state + SECOND_ORIGIN, second);
            }
            double firstOrigin = UnsafeApi.getDouble(state + FIRST_ORIGIN);
            double secondOrigin = UnsafeApi.getDouble(state + SECOND_ORIGIN);
            double x = first - firstOrigin;
            double xLost = DoubleSumKernel.lost(first, -firstOrigin, x);
            double y = second - secondOrigin;
            double yLost = DoubleSumKernel.lost(second, -secondOrigin, y);
            DoubleSumKernel.add(state, x, xLost);
            DoubleSumKernel.add(state + SECOND, y, yLost);
            DoubleSumKernel.addProduct(state + FIRST_SQUARES, x, xLost, x, xLost);
            DoubleSumKernel.addProduct(state + SECOND_SQUARES, y, yLost, y, yLost);
            DoubleSumKernel.addProduct(state + PRODUCTS, x, xLost, y, yLost);
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
        DoublePair x = move(state, other, FIRST_ORIGIN);
        DoublePair y = move(state, other, SECOND_ORIGIN);
        DoublePair first = DoubleSumKernel.pair(other);
        DoublePair second = DoubleSumKernel.pair(other + SECOND);
        DoubleSumKernel.add(state, first.plus(x.times(otherCount)));
        DoubleSumKernel.add(state + SECOND, second.plus(y.times(otherCount)));
        // the sum of (a + x) (b + y) is that of a b, and x times that of b, and y times that of a, and n x y
        DoubleSumKernel.add(
                state + FIRST_SQUARES,
                moved(DoubleSumKernel.pair(other + FIRST_SQUARES), x, first, x, first, otherCount));
        DoubleSumKernel.add(
                state + SECOND_SQUARES,
                moved(DoubleSumKernel.pair(other + SECOND_SQUARES), y, second, y, second, otherCount));
        DoubleSumKernel.add(
                state + PRODUCTS, moved(DoubleSumKernel.pair(other + PRODUCTS), x, second, y, first, otherCount));
    }

    private static DoublePair moved(
            DoublePair products, DoublePair x, DoublePair seconds, DoublePair y, DoublePair firsts, long count) {
        return products.plus(x.times(seconds.plus(y.times(count)))).plus(y.times(firsts));
    }

    private static DoublePair move(long state, long other, int origin) {
        return DoublePair.difference(UnsafeApi.getDouble(other + origin), UnsafeApi.getDouble(state + origin));
    }

    /**
     * The number of rows.
     *
     * @return rows in which neither value is null
     */
    public static long count(long state) {
        return UnsafeApi.getLong(state + COUNT);
    }

    /**
     * The sum of the products of differences to the means.
     *
     * @return exactly 0 where it is not seen beside what it is the difference of
     */
    public static double products(long state) {
        return deviations(state, PRODUCTS, DoubleSumKernel.pair(state), DoubleSumKernel.pair(state + SECOND));
    }

    /**
     * The correlation coefficient of Pearson.
     *
     * @return from -1 to 1; not a number where one of the columns has one value only
     */
    public static double correlation(long state) {
        double first =
                Math.max(0, deviations(state, FIRST_SQUARES, DoubleSumKernel.pair(state), DoubleSumKernel.pair(state)));
        double second = Math.max(
                0,
                deviations(
                        state,
                        SECOND_SQUARES,
                        DoubleSumKernel.pair(state + SECOND),
                        DoubleSumKernel.pair(state + SECOND)));
        double squares = first * second;
        // one root rounds once; where the product leaves the range of doubles, or loses bits, it takes two
        boolean isPlain = squares >= Double.MIN_NORMAL && squares <= Double.MAX_VALUE;
        double size = isPlain ? Math.sqrt(squares) : Math.sqrt(first) * Math.sqrt(second);
        double result = products(state) / size;
        return Double.isInfinite(result) ? Double.NaN : Math.max(-1, Math.min(1, result));
    }

    private static double deviations(long state, int place, DoublePair left, DoublePair right) {
        DoublePair products = DoubleSumKernel.pair(state + place);
        DoublePair less = left.dividedBy(count(state)).times(right);
        return MomentKernel.visible(products.minus(less), Math.abs(products.high()) + Math.abs(less.high()));
    }
}
