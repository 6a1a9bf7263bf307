package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/** Counts of rows and of nulls by group, and where a group appeared first. */
public final class CountKernel {

    private CountKernel() {}

    /** Counts the rows of each group. */
    public static void countRows(int rows, long groups, long counts) {
        for (int row = 0; row < rows; row++) {
            long count = counts + 8L * UnsafeApi.getInt(groups + 4L * row);
            UnsafeApi.putLong(count, UnsafeApi.getLong(count) + 1);
        }
    }

    /**
     * Counts the rows of each group in four copies of the counts, so that rows of the same group that follow each other
     * do not wait for each other's store.
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

    /** Counts the rows of each group that are null. */
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

    /** Notes where groups appear that were not there before; they are numbered in the order of their first rows. */
    public static void noteFirst(int rows, long groups, int known, long ordinals, long ordinal) {
        int next = known;
        for (int row = 0; row < rows; row++) {
            if (UnsafeApi.getInt(groups + 4L * row) == next) {
                UnsafeApi.putLong(ordinals + 8L * next, ordinal + row);
                next++;
            }
        }
    }

    /** Fills {@code [from, to)} with a number. */
    public static void fill(int from, int to, long number, long out) {
        for (int place = from; place < to; place++) {
            UnsafeApi.putLong(out + 8L * place, number);
        }
    }

    /** Takes groups from {@code known} on for none, -1. */
    public static void forget(int rows, long groups, int known) {
        for (int row = 0; row < rows; row++) {
            if (UnsafeApi.getInt(groups + 4L * row) >= known) {
                UnsafeApi.putInt(groups + 4L * row, -1);
            }
        }
    }

    /**
     * Splits rows into those of a group and those of none, -1.
     *
     * @param known address of room for the numbers of rows of a group
     * @param unknown address of room for the numbers of the others
     * @return how many are of a group
     */
    public static int split(int rows, long groups, long known, long unknown) {
        int found = 0;
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putInt(known + 4L * found, row);
            UnsafeApi.putInt(unknown + 4L * (row - found), row);
            // 1 for a group, 0 for none
            found += (UnsafeApi.getInt(groups + 4L * row) >>> 31) ^ 1;
        }
        return found;
    }

    /** Lowers the ordinals of groups to those of rows that do not follow each other. */
    public static void lowerFirstOf(int rows, long groups, long ordinals, long rowOrdinals) {
        for (int row = 0; row < rows; row++) {
            long known = ordinals + 8L * UnsafeApi.getInt(groups + 4L * row);
            long ordinal = UnsafeApi.getLong(rowOrdinals + 8L * row);
            if (ordinal < UnsafeApi.getLong(known)) {
                UnsafeApi.putLong(known, ordinal);
            }
        }
    }

    /** Writes the numbers {@code first + row} of listed rows. */
    public static void number(int count, long rows, long first, long out) {
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putLong(out + 8L * entry, first + UnsafeApi.getInt(rows + 4L * entry));
        }
    }

    /** Lowers the ordinals of groups that appeared earlier than was known. */
    public static void lowerFirst(int rows, long groups, long ordinals, long ordinal) {
        for (int row = 0; row < rows; row++) {
            long known = ordinals + 8L * UnsafeApi.getInt(groups + 4L * row);
            if (ordinal + row < UnsafeApi.getLong(known)) {
                UnsafeApi.putLong(known, ordinal + row);
            }
        }
    }
}
