package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/** Counts of rows and of nulls by group, and where a group appeared first. */
public final class CountKernel {

    private CountKernel() {}

    /**
     * Counts the rows of each group.
     *
     * @param rows rows
     * @param groups address of the four-byte groups
     * @param counts address of the eight-byte counts by group
     */
    public static void countRows(int rows, long groups, long counts) {
        for (int row = 0; row < rows; row++) {
            long count = counts + 8L * UnsafeApi.getInt(groups + 4L * row);
            UnsafeApi.putLong(count, UnsafeApi.getLong(count) + 1);
        }
    }

    /**
     * Counts the rows of each group in four copies of the counts, so that rows of the same group that follow each other
     * do not wait for each other's store.
     *
     * @param rows rows
     * @param groups address of the four-byte groups
     * @param lanes address of the eight-byte counts of all groups, four times
     * @param laneBytes bytes from the counts of one lane to those of the next
     */
    public static void countRowsInLanes(int rows, long groups, long lanes, long laneBytes) {
        long lane1 = lanes + laneBytes;
        long lane2 = lane1 + laneBytes;
        long lane3 = lane2 + laneBytes;
        int row = 0;
        for (; row < rows - 3; row += 4) {
            long group = groups + 4L * row;
            increment(lanes + 8L * UnsafeApi.getInt(group));
            increment(lane1 + 8L * UnsafeApi.getInt(group + 4));
            increment(lane2 + 8L * UnsafeApi.getInt(group + 8));
            increment(lane3 + 8L * UnsafeApi.getInt(group + 12));
        }
        for (; row < rows; row++) {
            increment(lanes + 8L * UnsafeApi.getInt(groups + 4L * row));
        }
    }

    private static void increment(long count) {
        UnsafeApi.putLong(count, UnsafeApi.getLong(count) + 1);
    }

    /**
     * Counts the rows of each group that are null.
     *
     * @param rows rows
     * @param groups address of the four-byte groups
     * @param validity address of the validity bitmap; bits past the last row may be anything
     * @param counts address of the eight-byte counts by group
     */
    public static void countNulls(int rows, long groups, long validity, long counts) {
        for (int base = 0; base < rows; base += 64) {
            long nulls = ~UnsafeApi.getLong(validity + (base >>> 3));
            if (rows - base < 64) {
                nulls &= (1L << (rows - base)) - 1;
            }
            while (nulls != 0) {
                int row = base + Long.numberOfTrailingZeros(nulls);
                increment(counts + 8L * UnsafeApi.getInt(groups + 4L * row));
                nulls &= nulls - 1;
            }
        }
    }

    /**
     * Notes where groups appear that were not there before; they are numbered in the order of their first rows.
     *
     * @param rows rows
     * @param groups address of the four-byte groups
     * @param known groups that were there before
     * @param ordinals address of the eight-byte ordinals by group
     * @param ordinal the ordinal of row 0
     */
    public static void noteFirst(int rows, long groups, int known, long ordinals, long ordinal) {
        int next = known;
        for (int row = 0; row < rows; row++) {
            if (UnsafeApi.getInt(groups + 4L * row) == next) {
                UnsafeApi.putLong(ordinals + 8L * next, ordinal + row);
                next++;
            }
        }
    }

    /**
     * Lowers the ordinals of groups that appeared earlier than was known.
     *
     * @param rows rows
     * @param groups address of the four-byte groups
     * @param ordinals address of the eight-byte ordinals by group
     * @param ordinal the ordinal of row 0
     */
    public static void lowerFirst(int rows, long groups, long ordinals, long ordinal) {
        for (int row = 0; row < rows; row++) {
            long known = ordinals + 8L * UnsafeApi.getInt(groups + 4L * row);
            if (ordinal + row < UnsafeApi.getLong(known)) {
                UnsafeApi.putLong(known, ordinal + row);
            }
        }
    }
}
