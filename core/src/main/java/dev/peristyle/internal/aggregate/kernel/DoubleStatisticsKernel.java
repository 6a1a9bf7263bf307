package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleOrder;
import org.agrona.UnsafeApi;

/**
 * Sum, count, smallest and largest of doubles in one pass over a record per group, most of a cache line:
 *
 * <pre>
 *   0     8         16      24              32             40
 *   | sum | lost of | rows, | place of the  | place of the |
 *   |     | the sum | nulls | smallest in   | largest in   |
 *   |     |         | too   | the order     | the order    |
 * </pre>
 *
 * The additions are those of {@link DoubleSumKernel}, in the same order; so sums have the same bits with and without an
 * extreme beside them.
 */
public final class DoubleStatisticsKernel {

    /** Bytes of a record. It begins as one of {@link DoubleSumKernel}. */
    public static final int RECORD = 40;

    /** Where the count is in a record. */
    public static final int COUNT = DoubleSumKernel.SUM;

    /** Where the smallest value is in a record, as {@link DoubleOrder#ordered} gives it. */
    public static final int MIN = 24;

    /** Where the largest value is in a record, as {@link DoubleOrder#ordered} gives it. */
    public static final int MAX = 32;

    private DoubleStatisticsKernel() {}

    /** Writes the records of groups without values. */
    public static void clear(long records, int count) {
        long end = records + (long) RECORD * count;
        for (long record = records; record < end; record += RECORD) {
            UnsafeApi.putLong(record, 0);
            UnsafeApi.putLong(record + 8, 0);
            UnsafeApi.putLong(record + COUNT, 0);
            UnsafeApi.putLong(record + MIN, Long.MAX_VALUE);
            UnsafeApi.putLong(record + MAX, Long.MIN_VALUE);
        }
    }

    /** Adds each value to the record of its group. */
    public static void addByGroup(int rows, long groups, long values, long validity, long records) {
        if (validity == 0) {
            for (int row = 0; row < rows; row++) {
                add(records + (long) RECORD * UnsafeApi.getInt(groups + 4L * row), values + 8L * row);
            }
        } else {
            for (int row = 0; row < rows; row++) {
                addIfPresent(
                        records + (long) RECORD * UnsafeApi.getInt(groups + 4L * row),
                        values + 8L * row,
                        validity,
                        row);
            }
        }
    }

    /**
     * Adds each value to one of four records of its group, so that rows of the same group that follow each other do not
     * wait for each other's store.
     */
    public static void addInLanes(int rows, long groups, long values, long validity, long lanes, long laneBytes) {
        long lane1 = lanes + laneBytes;
        long lane2 = lane1 + laneBytes;
        long lane3 = lane2 + laneBytes;
        int row = 0;
        if (validity == 0) {
            for (; row < rows - 3; row += 4) {
                long group = groups + 4L * row;
                long value = values + 8L * row;
                add(lanes + (long) RECORD * UnsafeApi.getInt(group), value);
                add(lane1 + (long) RECORD * UnsafeApi.getInt(group + 4), value + 8);
                add(lane2 + (long) RECORD * UnsafeApi.getInt(group + 8), value + 16);
                add(lane3 + (long) RECORD * UnsafeApi.getInt(group + 12), value + 24);
            }
            for (; row < rows; row++) {
                add(lanes + (long) RECORD * UnsafeApi.getInt(groups + 4L * row), values + 8L * row);
            }
        } else {
            int inLanes = rows & -4;
            for (; row < inLanes; row++) {
                long lane = lanes + laneBytes * (row & 3);
                addIfPresent(
                        lane + (long) RECORD * UnsafeApi.getInt(groups + 4L * row), values + 8L * row, validity, row);
            }
            for (; row < rows; row++) {
                addIfPresent(
                        lanes + (long) RECORD * UnsafeApi.getInt(groups + 4L * row), values + 8L * row, validity, row);
            }
        }
    }

    private static void addIfPresent(long record, long valueAddress, long validity, int row) {
        if (Bits.isSet(validity, row)) {
            add(record, valueAddress);
        } else {
            UnsafeApi.putLong(record + COUNT, UnsafeApi.getLong(record + COUNT) + 1);
        }
    }

    private static void add(long record, long valueAddress) {
        UnsafeApi.putLong(record + COUNT, UnsafeApi.getLong(record + COUNT) + 1);
        DoubleSumKernel.add(record, UnsafeApi.getDouble(valueAddress), 0);
        long order = DoubleOrder.ordered(UnsafeApi.getLong(valueAddress));
        if (order < UnsafeApi.getLong(record + MIN)) {
            UnsafeApi.putLong(record + MIN, order);
        }
        if (order > UnsafeApi.getLong(record + MAX)) {
            UnsafeApi.putLong(record + MAX, order);
        }
    }

    /** Adds a record to another. */
    public static void merge(long record, long other) {
        DoubleSumKernel.add(record, UnsafeApi.getDouble(other), UnsafeApi.getDouble(other + 8));
        UnsafeApi.putLong(record + COUNT, UnsafeApi.getLong(record + COUNT) + UnsafeApi.getLong(other + COUNT));
        offer(record, UnsafeApi.getLong(other + MIN), UnsafeApi.getLong(other + MAX));
    }

    /** Widens the range of a record. */
    public static void offer(long record, long smallest, long largest) {
        UnsafeApi.putLong(record + MIN, Math.min(UnsafeApi.getLong(record + MIN), smallest));
        UnsafeApi.putLong(record + MAX, Math.max(UnsafeApi.getLong(record + MAX), largest));
    }
}
