package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Counts and walks code points. Bytes that are no UTF-8 count as they come; nothing is read past the page a text ends in. */
public final class Utf8 {

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    /** No page of memory is smaller. */
    private static final int PAGE_BYTES = 4096;

    private Utf8() {}

    /**
     * Says whether a text has only code points below 128.
     *
     * @param length its bytes
     * @return true if so
     */
    public static boolean isAscii(long text, int length) {
        int position = 0;
        long seen = 0;
        for (; position <= length - 8; position += 8) {
            seen |= UnsafeApi.getLong(text + position);
        }
        for (; position < length; position++) {
            seen |= UnsafeApi.getByte(text + position);
        }
        return (seen & HIGH_BITS) == 0;
    }

    /**
     * Counts code points: the bytes that do not continue one.
     *
     * @param length its bytes
     * @return code points
     */
    public static int codePoints(long text, int length) {
        if (length < 8) {
            return shortCodePoints(text, length);
        }
        int continuing = 0;
        int position = 0;
        for (; position <= length - 32; position += 32) {
            long first = UnsafeApi.getLong(text + position);
            long second = UnsafeApi.getLong(text + position + 8);
            long third = UnsafeApi.getLong(text + position + 16);
            long fourth = UnsafeApi.getLong(text + position + 24);
            if (((first | second | third | fourth) & HIGH_BITS) != 0) {
                continuing += continuing(first) + continuing(second) + continuing(third) + continuing(fourth);
            }
        }
        for (; position <= length - 8; position += 8) {
            continuing += continuing(UnsafeApi.getLong(text + position));
        }
        // of the last eight bytes those that were not counted; two shifts, as there may be none
        long last = UnsafeApi.getLong(text + length - 8) >>> (56 - ((length & 7) << 3)) >>> 8;
        return length - continuing - continuing(last);
    }

    private static int continuing(long word) {
        return Long.bitCount(word >>> 7 & ~(word >>> 6) & LOW_BITS);
    }

    private static int shortCodePoints(long text, int length) {
        if (length == 0) {
            return 0;
        }
        if ((text & (PAGE_BYTES - 1)) <= PAGE_BYTES - 8) {
            return length - continuing(UnsafeApi.getLong(text) & ((1L << (length << 3)) - 1));
        }
        int continuing = 0;
        for (int position = 0; position < length; position++) {
            continuing += (UnsafeApi.getByte(text + position) & 0xC0) == 0x80 ? 1 : 0;
        }
        return length - continuing;
    }

    /**
     * Goes forward.
     *
     * @param length its bytes
     * @param from where a code point starts
     * @param count how many code points to pass
     * @return the position after them, at most {@code length}
     */
    public static int skip(long text, int length, int from, long count) {
        int position = from;
        for (long left = count; left > 0 && position < length; left--) {
            position++;
            while (position < length && (UnsafeApi.getByte(text + position) & 0xC0) == 0x80) {
                position++;
            }
        }
        return position;
    }

    /**
     * Counts the code points of each row.
     *
     * @param validity address of the validity, or 0
     * @param result address of the results, four bytes per row
     */
    public static void codePointCounts(long texts, long lengths, long validity, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            int count = 0;
            if (Bitmaps.isSet(validity, row)) {
                count = codePoints(
                        UnsafeApi.getLong(texts + ((long) row << 3)), UnsafeApi.getInt(lengths + ((long) row << 2)));
            }
            UnsafeApi.putInt(result + ((long) row << 2), count);
        }
    }
}
