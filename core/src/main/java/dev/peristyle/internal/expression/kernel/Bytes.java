package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Compares and finds runs of bytes. Never reads past their ends. */
public final class Bytes {

    private Bytes() {}

    /**
     * Says whether two runs are equal.
     *
     * @param length bytes of both
     * @return true if they are
     */
    public static boolean equal(long left, long right, int length) {
        if (length >= 8) {
            for (int position = 0; position < length - 8; position += 8) {
                if (UnsafeApi.getLong(left + position) != UnsafeApi.getLong(right + position)) {
                    return false;
                }
            }
            return UnsafeApi.getLong(left + length - 8) == UnsafeApi.getLong(right + length - 8);
        }
        if (length >= 4) {
            return UnsafeApi.getInt(left) == UnsafeApi.getInt(right)
                    && UnsafeApi.getInt(left + length - 4) == UnsafeApi.getInt(right + length - 4);
        }
        for (int position = 0; position < length; position++) {
            if (UnsafeApi.getByte(left + position) != UnsafeApi.getByte(right + position)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Orders two runs as unsigned bytes; a prefix comes first.
     *
     * @param leftLength its bytes
     * @param rightLength its bytes
     * @return -1, 0 or 1
     */
    public static int compare(long left, int leftLength, long right, int rightLength) {
        int common = Math.min(leftLength, rightLength);
        int position = 0;
        for (; position <= common - 8; position += 8) {
            long first = UnsafeApi.getLong(left + position);
            long second = UnsafeApi.getLong(right + position);
            if (first != second) {
                return Long.compareUnsigned(Long.reverseBytes(first), Long.reverseBytes(second));
            }
        }
        for (; position < common; position++) {
            int difference = (UnsafeApi.getByte(left + position) & 0xFF) - (UnsafeApi.getByte(right + position) & 0xFF);
            if (difference != 0) {
                return difference < 0 ? -1 : 1;
            }
        }
        return Integer.compare(leftLength, rightLength);
    }

    /**
     * Finds a run within another.
     *
     * @param text address of where to look
     * @param length its bytes
     * @param wantedLength its bytes; an empty run is found at once
     * @param from the first position to look at
     * @return the first position at or after {@code from}, or -1
     */
    public static int indexOf(long text, int length, long wanted, int wantedLength, int from) {
        if (wantedLength == 0) {
            return from <= length ? from : -1;
        }
        byte first = UnsafeApi.getByte(wanted);
        int last = length - wantedLength;
        for (int position = from; position <= last; position++) {
            if (UnsafeApi.getByte(text + position) == first && equal(text + position, wanted, wantedLength)) {
                return position;
            }
        }
        return -1;
    }
}
