package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.DoublePair;
import org.agrona.UnsafeApi;

/**
 * Compensated sums of doubles: beside the sum is kept the sum of what its roundings lost, got exactly by Knuth's
 * two-sum (The Art of Computer Programming 2, 4.2.2), or by Dekker's, which needs half the operations, where the sum is
 * not smaller than the value (A Floating-Point Technique for Extending the Available Precision, 1971). The pair carries
 * about 106 bits, so that the order of additions, and with it the number of threads, shows in the last bit of a result
 * only in the rarest cases.
 */
public final class DoubleSumKernel {

    /** Bytes of a sum: the sum, then the lost part. */
    public static final int SUM = 16;

    private static final int LOST = 8;

    private DoubleSumKernel() {}

    /** Adds every value to one sum. */
    public static void addAll(int rows, long values, long sum) {
        double sum0 = UnsafeApi.getDouble(sum);
        double lost0 = UnsafeApi.getDouble(sum + LOST);
        double sum1 = 0;
        double lost1 = 0;
        double sum2 = 0;
        double lost2 = 0;
        double sum3 = 0;
        double lost3 = 0;
        int row = 0;
        for (; row < rows - 3; row += 4) {
            long value = values + ((long) row << 3);
            double value0 = UnsafeApi.getDouble(value);
            double value1 = UnsafeApi.getDouble(value + 8);
            double value2 = UnsafeApi.getDouble(value + 16);
            double value3 = UnsafeApi.getDouble(value + 24);
            double next0 = sum0 + value0;
            double next1 = sum1 + value1;
            double next2 = sum2 + value2;
            double next3 = sum3 + value3;
            // no short circuits: one branch for four, and in a sum of many values it nearly always goes this way
            if (Math.abs(sum0) >= Math.abs(value0)
                    & Math.abs(sum1) >= Math.abs(value1)
                    & Math.abs(sum2) >= Math.abs(value2)
                    & Math.abs(sum3) >= Math.abs(value3)) {
                lost0 += (sum0 - next0) + value0;
                lost1 += (sum1 - next1) + value1;
                lost2 += (sum2 - next2) + value2;
                lost3 += (sum3 - next3) + value3;
            } else {
                lost0 += lost(sum0, value0, next0);
                lost1 += lost(sum1, value1, next1);
                lost2 += lost(sum2, value2, next2);
                lost3 += lost(sum3, value3, next3);
            }
            sum0 = next0;
            sum1 = next1;
            sum2 = next2;
            sum3 = next3;
        }
        UnsafeApi.putDouble(sum, sum0);
        UnsafeApi.putDouble(sum + LOST, lost0);
        add(sum, sum1, lost1);
        add(sum, sum2, lost2);
        add(sum, sum3, lost3);
        for (; row < rows; row++) {
            add(sum, UnsafeApi.getDouble(values + ((long) row << 3)), 0);
        }
    }

    /** Adds each value to the sum of its group. */
    public static void addByGroup(int rows, long groups, long values, long sums) {
        for (int row = 0; row < rows; row++) {
            add(sums + (long) SUM * UnsafeApi.getInt(groups + 4L * row), UnsafeApi.getDouble(values + 8L * row), 0);
        }
    }

    /**
     * Adds each value to one of four sums of its group, so that rows of the same group that follow each other do not
     * wait for each other's store.
     */
    public static void addInLanes(int rows, long groups, long values, long lanes, long laneBytes) {
        long lane1 = lanes + laneBytes;
        long lane2 = lane1 + laneBytes;
        long lane3 = lane2 + laneBytes;
        int row = 0;
        for (; row < rows - 3; row += 4) {
            long group = groups + 4L * row;
            long value = values + 8L * row;
            add(lanes + (long) SUM * UnsafeApi.getInt(group), UnsafeApi.getDouble(value), 0);
            add(lane1 + (long) SUM * UnsafeApi.getInt(group + 4), UnsafeApi.getDouble(value + 8), 0);
            add(lane2 + (long) SUM * UnsafeApi.getInt(group + 8), UnsafeApi.getDouble(value + 16), 0);
            add(lane3 + (long) SUM * UnsafeApi.getInt(group + 12), UnsafeApi.getDouble(value + 24), 0);
        }
        for (; row < rows; row++) {
            add(lanes + (long) SUM * UnsafeApi.getInt(groups + 4L * row), UnsafeApi.getDouble(values + 8L * row), 0);
        }
    }

    /** Adds a compensated sum to another. */
    public static void add(long sum, double value, double valueLost) {
        double old = UnsafeApi.getDouble(sum);
        double next = old + value;
        UnsafeApi.putDouble(sum, next);
        UnsafeApi.putDouble(sum + LOST, UnsafeApi.getDouble(sum + LOST) + (lost(old, value, next) + valueLost));
    }

    /** Adds a number of about 106 bits to a sum. */
    static void add(long sum, DoublePair value) {
        add(sum, value.high(), value.low());
    }

    /** Adds the product of two numbers, each of a double and what it lost, to a sum. */
    static void addProduct(long sum, double left, double leftLost, double right, double rightLost) {
        double product = left * right;
        // the fused operation gives exactly what the rounding of the product lost
        double lost = Math.fma(left, right, -product) + (left * rightLost + leftLost * right);
        add(sum, product, lost);
    }

    /** A sum as a number of about 106 bits. */
    static DoublePair pair(long sum) {
        return DoublePair.of(UnsafeApi.getDouble(sum)).plus(DoublePair.of(UnsafeApi.getDouble(sum + LOST)));
    }

    /** What the rounding of a sum lost, exactly. */
    static double lost(double left, double right, double sum) {
        double rightPart = sum - left;
        return (left - (sum - rightPart)) + (right - rightPart);
    }

    /**
     * The value of a compensated sum.
     *
     * @return the nearest double; infinity or not a number as the plain sum has it
     */
    public static double total(double sum, double lost) {
        return Double.isFinite(sum) ? sum + lost : sum;
    }
}
