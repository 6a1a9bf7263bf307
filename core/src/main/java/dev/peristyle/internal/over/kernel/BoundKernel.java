package dev.peristyle.internal.over.kernel;

import org.agrona.UnsafeApi;

/**
 * Finds where partitions and places in the order begin and end, from the bytes in rows that say so. Rows follow each other
 * {@code rowBytes} apart; {@code first} is the number of the first one; results are eight bytes each.
 */
public final class BoundKernel {

    private BoundKernel() {}

    /**
     * Returns the first row that has a mark.
     *
     * @param rows address of the first row
     * @param offset where the mark is in a row
     * @return its position, {@code count} if there is none
     */
    public static long find(long rows, int rowBytes, int offset, long count) {
        long mark = rows + offset;
        for (long row = 0; row < count; row++) {
            if (UnsafeApi.getByte(mark) != 0) {
                return row;
            }
            mark += rowBytes;
        }
        return count;
    }

    /**
     * Writes the last row with a mark up to each row, itself included.
     *
     * @param before the one up to the row before the first
     */
    public static void starts(long rows, int rowBytes, int offset, int count, long first, long before, long out) {
        long mark = rows + offset;
        long start = before;
        for (int row = 0; row < count; row++) {
            start = UnsafeApi.getByte(mark) != 0 ? first + row : start;
            UnsafeApi.putLong(out + 8L * row, start);
            mark += rowBytes;
        }
    }

    /**
     * Writes the first row with a mark after each row.
     *
     * @param after the one after the last row
     */
    public static void ends(long rows, int rowBytes, int offset, int count, long first, long after, long out) {
        long mark = rows + offset + (long) (count - 1) * rowBytes;
        long end = after;
        for (int row = count - 1; row >= 0; row--) {
            UnsafeApi.putLong(out + 8L * row, end);
            end = UnsafeApi.getByte(mark) != 0 ? first + row : end;
            mark -= rowBytes;
        }
    }

    /**
     * Writes which place in the order of its partition each row has, from 1.
     *
     * @param partition where the mark of partitions is in a row
     * @param place where the mark of places is
     * @param before the place of the row before the first
     */
    public static void places(long rows, int rowBytes, int partition, int place, int count, long before, long out) {
        long row = rows;
        long number = before;
        for (int position = 0; position < count; position++) {
            number = UnsafeApi.getByte(row + partition) != 0 ? 1 : number + UnsafeApi.getByte(row + place);
            UnsafeApi.putLong(out + 8L * position, number);
            row += rowBytes;
        }
    }

    /** Writes frames by their distance from each row, within the partition; empty ones begin and end at the same row. */
    public static void frames(
            int count,
            long first,
            long from,
            long to,
            long partitionStarts,
            long partitionEnds,
            long starts,
            long ends) {
        for (int row = 0; row < count; row++) {
            long partitionStart = UnsafeApi.getLong(partitionStarts + 8L * row);
            long partitionEnd = UnsafeApi.getLong(partitionEnds + 8L * row);
            long start = Math.max(partitionStart, sum(first + row, from));
            long end = Math.min(partitionEnd, sum(first + row + 1, to));
            start = Math.min(start, partitionEnd);
            UnsafeApi.putLong(starts + 8L * row, start);
            UnsafeApi.putLong(ends + 8L * row, Math.max(start, end));
        }
    }

    /** A row so far away, or the smallest or largest number. */
    private static long sum(long row, long distance) {
        long sum = row + distance;
        return distance > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
}
