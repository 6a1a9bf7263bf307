package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/**
 * Products of doubles. The product so far is a number from 1 to 2 of about 106 bits, after Dekker (A Floating-Point Technique for
 * Extending the Available Precision, 1971), times a power of two that is counted beside it: so neither the order of rows nor what is
 * between shows in a result, and only the result itself can be too large or too small for a double.
 *
 * <p>A state is 32 bytes: the product and its lost part, the power of two as a long, the number of values as a long.
 */
public final class ProductKernel {

    /** Bytes of a state. */
    public static final int STATE = 32;

    private static final int LOST = 8;
    private static final int POWER = 16;
    private static final int COUNT = 24;

    /** Beyond it a double is infinite, and below its negative zero. */
    private static final long MAX_POWER = 1 << 12;

    private ProductKernel() {}

    /** Makes states of no values. */
    public static void clear(long first, int count) {
        UnsafeApi.setMemory(first, (long) STATE * count, (byte) 0);
        for (int state = 0; state < count; state++) {
            UnsafeApi.putDouble(first + (long) STATE * state, 1);
        }
    }

    /** Multiplies the state of its group by each value. */
    public static void multiplyByGroup(int rows, long groups, long values, long validity, long states) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isPresent(validity, row)) {
                long state = states + (long) STATE * UnsafeApi.getInt(groups + 4L * row);
                double value = UnsafeApi.getDouble(values + 8L * row);
                int power = Math.getExponent(value);
                if (power < Double.MIN_EXPONENT && value != 0) {
                    // a number that is smaller than those with all bits
                    value *= 0x1p60;
                    power = Math.getExponent(value);
                    multiply(state, value * Math.scalb(1.0, -power), 0, power - 60L, 1);
                } else if (power <= Double.MAX_EXPONENT && value != 0) {
                    double scaled = Math.scalb(value, -power);
                    multiply(state, scaled, 0, power, 1);
                } else {
                    multiply(state, value, 0, 0, 1);
                }
            }
        }
    }

    /** Multiplies a state by another. */
    public static void merge(long state, long other) {
        multiply(
                state,
                UnsafeApi.getDouble(other),
                UnsafeApi.getDouble(other + LOST),
                UnsafeApi.getLong(other + POWER),
                count(other));
    }

    private static void multiply(long state, double value, double valueLost, long power, long count) {
        double old = UnsafeApi.getDouble(state);
        double product = old * value;
        double lost = Math.fma(old, value, -product) + (old * valueLost + UnsafeApi.getDouble(state + LOST) * value);
        double high = product + lost;
        lost -= high - product;
        long half = 0;
        if (Math.abs(high) >= 2) {
            high /= 2;
            lost /= 2;
            half = 1;
        } else if (Math.abs(high) < 1 && high != 0) {
            high *= 2;
            lost *= 2;
            half = -1;
        }
        UnsafeApi.putDouble(state, high);
        UnsafeApi.putDouble(state + LOST, lost);
        UnsafeApi.putLong(state + POWER, UnsafeApi.getLong(state + POWER) + power + half);
        UnsafeApi.putLong(state + COUNT, UnsafeApi.getLong(state + COUNT) + count);
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
     * The product.
     *
     * @return the nearest double; infinite or 0 where there is none
     */
    public static double product(long state) {
        long power = Math.max(-MAX_POWER, Math.min(MAX_POWER, UnsafeApi.getLong(state + POWER)));
        return Math.scalb(UnsafeApi.getDouble(state), (int) power);
    }
}
