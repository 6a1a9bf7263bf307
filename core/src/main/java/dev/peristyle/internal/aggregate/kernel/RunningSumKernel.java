package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/** Sums of all values up to each. The results may take the place of the values. */
public final class RunningSumKernel {

    private RunningSumKernel() {}

    /**
     * Exact sums of 64-bit integers.
     *
     * @param sum address of the sum of what came before, and of all after that
     * @return how many sums were written: fewer than rows where the next one does not fit
     */
    public static int longs(int rows, long values, long results, long sum) {
        long total = UnsafeApi.getLong(sum);
        for (int row = 0; row < rows; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            long next = total + value;
            if (((next ^ total) & (next ^ value)) < 0) {
                UnsafeApi.putLong(sum, total);
                return row;
            }
            UnsafeApi.putLong(results + 8L * row, next);
            total = next;
        }
        UnsafeApi.putLong(sum, total);
        return rows;
    }

    /**
     * Compensated sums of doubles.
     *
     * @param sum address of a sum of {@link DoubleSumKernel}: of what came before, and of all after that
     */
    public static void doubles(int rows, long values, long results, long sum) {
        double total = UnsafeApi.getDouble(sum);
        double lost = UnsafeApi.getDouble(sum + 8);
        for (int row = 0; row < rows; row++) {
            double value = UnsafeApi.getDouble(values + 8L * row);
            double next = total + value;
            lost += DoubleSumKernel.lost(total, value, next);
            total = next;
            UnsafeApi.putDouble(results + 8L * row, DoubleSumKernel.total(total, lost));
        }
        UnsafeApi.putDouble(sum, total);
        UnsafeApi.putDouble(sum + 8, lost);
    }
}
