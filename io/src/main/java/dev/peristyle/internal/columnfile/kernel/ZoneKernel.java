package dev.peristyle.internal.columnfile.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.WordAccess;
import org.agrona.UnsafeApi;

/** Looks for the least and the greatest of some values. */
public final class ZoneKernel {

    private ZoneKernel() {}

    /**
     * Widens a range by values of up to eight bytes.
     *
     * @param values address of the value of the first row
     * @param validity address of the bitmap of rows that have a value, or 0 if all have
     * @param from the bit of the first row
     * @param range the least and the greatest place in the order of the type
     */
    public static void words(WordAccess access, long values, long validity, int from, int count, long[] range) {
        long min = range[0];
        long max = range[1];
        int bytes = access.bytes();
        for (int row = 0; row < count; row++) {
            if (Bits.isPresent(validity, from + row)) {
                long place = access.toOrder(access.load(values + (long) bytes * row));
                min = Math.min(min, place);
                max = Math.max(max, place);
            }
        }
        range[0] = min;
        range[1] = max;
    }

    /** As {@link #words}, for signed integers of eight bytes that are all there: what most columns are. */
    public static void longs(long values, int count, long[] range) {
        long min = range[0];
        long max = range[1];
        for (int row = 0; row < count; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        range[0] = min;
        range[1] = max;
    }

    /** As {@link #words}, for signed integers of four bytes that are all there. */
    public static void ints(long values, int count, long[] range) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int row = 0; row < count; row++) {
            int value = UnsafeApi.getInt(values + 4L * row);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        range[0] = Math.min(range[0], min);
        range[1] = Math.max(range[1], max);
    }

    /**
     * As {@link #words}, for signed integers of sixteen bytes.
     *
     * @param range the least, low word first, and the greatest
     */
    public static void wide(long values, long validity, int from, int count, long[] range) {
        for (int row = 0; row < count; row++) {
            if (Bits.isPresent(validity, from + row)) {
                long low = UnsafeApi.getLong(values + 16L * row);
                long high = UnsafeApi.getLong(values + 16L * row + 8);
                if (isLess(low, high, range[0], range[1])) {
                    range[0] = low;
                    range[1] = high;
                }
                if (isLess(range[2], range[3], low, high)) {
                    range[2] = low;
                    range[3] = high;
                }
            }
        }
    }

    /** Whether an integer of 128 bits is less than another. */
    public static boolean isLess(long low, long high, long otherLow, long otherHigh) {
        return high < otherHigh || high == otherHigh && Long.compareUnsigned(low, otherLow) < 0;
    }

    /**
     * Compares the first bytes of a text.
     *
     * @param limit how many bytes count at most
     * @param known what the text is compared with, not longer than that
     * @return less than, equal to or greater than 0, as the text is
     */
    public static int compare(long text, int length, int limit, byte[] known, int knownLength) {
        int bytes = Math.min(length, limit);
        int shorter = Math.min(bytes, knownLength);
        for (int at = 0; at < shorter; at++) {
            int difference = (UnsafeApi.getByte(text + at) & 0xFF) - (known[at] & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return bytes - knownLength;
    }
}
