package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/**
 * Smallest and largest 64-bit integers. The branches are taken ever less often, so a row costs a load and a comparison,
 * and no later row waits for a store.
 */
public final class ExtremeKernel {

    /** Bytes of the record of {@link #addStatistics}. */
    public static final int STATISTICS = 32;

    /** Where the count is in a record of statistics. */
    public static final int STATISTICS_COUNT = 8;

    /** Where the smallest value is in a record of statistics. */
    public static final int STATISTICS_MIN = 16;

    /** Where the largest value is in a record of statistics. */
    public static final int STATISTICS_MAX = 24;

    private ExtremeKernel() {}

    /** Lowers each group's smallest value. */
    public static void min(int rows, long groups, long values, long smallest) {
        for (int row = 0; row < rows; row++) {
            long state = smallest + 8L * UnsafeApi.getInt(groups + 4L * row);
            long value = UnsafeApi.getLong(values + 8L * row);
            if (value < UnsafeApi.getLong(state)) {
                UnsafeApi.putLong(state, value);
            }
        }
    }

    /** Raises each group's largest value. */
    public static void max(int rows, long groups, long values, long largest) {
        for (int row = 0; row < rows; row++) {
            long state = largest + 8L * UnsafeApi.getInt(groups + 4L * row);
            long value = UnsafeApi.getLong(values + 8L * row);
            if (value > UnsafeApi.getLong(state)) {
                UnsafeApi.putLong(state, value);
            }
        }
    }

    /**
     * The smallest of the values.
     *
     * @return the smallest, {@code Long.MAX_VALUE} of none
     */
    public static long minOfAll(int rows, long values) {
        long smallest0 = Long.MAX_VALUE;
        long smallest1 = Long.MAX_VALUE;
        int row = 0;
        for (; row < rows - 1; row += 2) {
            smallest0 = Math.min(smallest0, UnsafeApi.getLong(values + 8L * row));
            smallest1 = Math.min(smallest1, UnsafeApi.getLong(values + 8L * row + 8));
        }
        return row < rows
                ? Math.min(Math.min(smallest0, smallest1), UnsafeApi.getLong(values + 8L * row))
                : Math.min(smallest0, smallest1);
    }

    /**
     * The largest of the values.
     *
     * @return the largest, {@code Long.MIN_VALUE} of none
     */
    public static long maxOfAll(int rows, long values) {
        long largest0 = Long.MIN_VALUE;
        long largest1 = Long.MIN_VALUE;
        int row = 0;
        for (; row < rows - 1; row += 2) {
            largest0 = Math.max(largest0, UnsafeApi.getLong(values + 8L * row));
            largest1 = Math.max(largest1, UnsafeApi.getLong(values + 8L * row + 8));
        }
        return row < rows
                ? Math.max(Math.max(largest0, largest1), UnsafeApi.getLong(values + 8L * row))
                : Math.max(largest0, largest1);
    }

    /**
     * Sum, count, smallest and largest in one pass over a record per group: the low part of the sum, the number of rows
     * (those with nulls included), the smallest value, the largest value.
     */
    public static void addStatistics(int rows, long groups, long values, long validity, long records, long wraps) {
        for (int row = 0; row < rows; row++) {
            int group = UnsafeApi.getInt(groups + 4L * row);
            long record = records + (long) STATISTICS * group;
            UnsafeApi.putLong(record + STATISTICS_COUNT, UnsafeApi.getLong(record + STATISTICS_COUNT) + 1);
            if (Bits.isNull(validity, row)) {
                continue;
            }
            long value = UnsafeApi.getLong(values + 8L * row);
            long old = UnsafeApi.getLong(record);
            long low = old + value;
            UnsafeApi.putLong(record, low);
            if (value < UnsafeApi.getLong(record + STATISTICS_MIN)) {
                UnsafeApi.putLong(record + STATISTICS_MIN, value);
            }
            if (value > UnsafeApi.getLong(record + STATISTICS_MAX)) {
                UnsafeApi.putLong(record + STATISTICS_MAX, value);
            }
            if (((low ^ old) & (low ^ value)) < 0) {
                countWrap(wraps + 8L * group, value);
            }
        }
    }

    /** Merges a record of statistics into another. */
    public static void mergeStatistics(long record, long wraps, long other, long otherWraps) {
        long value = UnsafeApi.getLong(other);
        long old = UnsafeApi.getLong(record);
        long low = old + value;
        UnsafeApi.putLong(record, low);
        UnsafeApi.putLong(wraps, UnsafeApi.getLong(wraps) + otherWraps);
        if (((low ^ old) & (low ^ value)) < 0) {
            countWrap(wraps, value);
        }
        UnsafeApi.putLong(
                record + STATISTICS_COUNT,
                UnsafeApi.getLong(record + STATISTICS_COUNT) + UnsafeApi.getLong(other + STATISTICS_COUNT));
        UnsafeApi.putLong(
                record + STATISTICS_MIN,
                Math.min(UnsafeApi.getLong(record + STATISTICS_MIN), UnsafeApi.getLong(other + STATISTICS_MIN)));
        UnsafeApi.putLong(
                record + STATISTICS_MAX,
                Math.max(UnsafeApi.getLong(record + STATISTICS_MAX), UnsafeApi.getLong(other + STATISTICS_MAX)));
    }

    private static void countWrap(long wraps, long value) {
        UnsafeApi.putLong(wraps, UnsafeApi.getLong(wraps) + (value < 0 ? -1 : 1));
    }
}
