package dev.peristyle.internal.columnfile.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.WordAccess;
import org.agrona.UnsafeApi;

/** Looks whether values follow each other in order, up to the first that does not; rows without a value are passed over. */
public final class OrderKernel {

    private OrderKernel() {}

    /**
     * Whether values of up to eight bytes are in order.
     *
     * @param values address of the value of the first row
     * @param validity address of the bitmap of rows that have a value, or 0 if all have
     * @param from the bit of the first row
     */
    public static boolean words(WordAccess access, long values, long validity, int from, int count, boolean isUpwards) {
        int bytes = access.bytes();
        // downwards, the complement of each place is looked at
        long turn = isUpwards ? 0 : -1;
        long before = Long.MIN_VALUE;
        for (int row = 0; row < count; row++) {
            if (Bits.isPresent(validity, from + row)) {
                long place = access.toOrder(access.load(values + (long) bytes * row)) ^ turn;
                if (place < before) {
                    return false;
                }
                before = place;
            }
        }
        return true;
    }

    /** As {@link #words}, for signed integers of sixteen bytes. */
    public static boolean wide(long values, long validity, int from, int count, boolean isUpwards) {
        long turn = isUpwards ? 0 : -1;
        long lowBefore = 0;
        long highBefore = Long.MIN_VALUE;
        for (int row = 0; row < count; row++) {
            if (Bits.isPresent(validity, from + row)) {
                long low = UnsafeApi.getLong(values + 16L * row) ^ turn;
                long high = UnsafeApi.getLong(values + 16L * row + 8) ^ turn;
                if (ZoneKernel.isLess(low, high, lowBefore, highBefore)) {
                    return false;
                }
                lowBefore = low;
                highBefore = high;
            }
        }
        return true;
    }

    /**
     * Whether texts are in order.
     *
     * @param views address of the address of the text of row 0
     * @param lengths address of the length of the text of row 0
     * @param from the first row
     */
    public static boolean texts(long views, long lengths, long validity, int from, int count, boolean isUpwards) {
        int before = -1;
        for (int row = from; row < from + count; row++) {
            if (Bits.isNull(validity, row)) {
                continue;
            }
            if (before >= 0) {
                int order = compare(
                        UnsafeApi.getLong(views + 8L * before),
                        UnsafeApi.getInt(lengths + 4L * before),
                        UnsafeApi.getLong(views + 8L * row),
                        UnsafeApi.getInt(lengths + 4L * row));
                if (isUpwards ? order > 0 : order < 0) {
                    return false;
                }
            }
            before = row;
        }
        return true;
    }

    private static int compare(long first, int firstLength, long second, int secondLength) {
        int shorter = Math.min(firstLength, secondLength);
        for (int at = 0; at < shorter; at++) {
            int difference = (UnsafeApi.getByte(first + at) & 0xFF) - (UnsafeApi.getByte(second + at) & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return firstLength - secondLength;
    }
}
