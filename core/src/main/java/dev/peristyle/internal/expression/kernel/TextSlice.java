package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Parts of texts, as views of the same bytes. Rows without a value get an empty view. */
public final class TextSlice {

    private static final byte BLANK = ' ';

    private TextSlice() {}

    /**
     * Without spaces at both ends.
     *
     * @param validity address of the validity, or 0
     * @param result address of the result's text addresses
     */
    public static void trim(long texts, long lengths, long validity, long result, long resultLengths, int rows) {
        for (int row = 0; row < rows; row++) {
            long text = 0;
            int from = 0;
            int to = 0;
            if (Bitmaps.isSet(validity, row)) {
                text = UnsafeApi.getLong(texts + ((long) row << 3));
                to = UnsafeApi.getInt(lengths + ((long) row << 2));
                while (from < to && UnsafeApi.getByte(text + from) == BLANK) {
                    from++;
                }
                while (to > from && UnsafeApi.getByte(text + to - 1) == BLANK) {
                    to--;
                }
            }
            UnsafeApi.putLong(result + ((long) row << 3), text + from);
            UnsafeApi.putInt(resultLengths + ((long) row << 2), to - from);
        }
    }

    /**
     * Some code points.
     *
     * @param validity address of the validity, or 0
     * @param start the first code point: 1 is the first, 0 the one before it, -1 the last
     * @param count how many
     * @param result address of the result's text addresses
     */
    public static void substring(
            long texts, long lengths, long validity, int start, int count, long result, long resultLengths, int rows) {
        for (int row = 0; row < rows; row++) {
            long text = 0;
            int from = 0;
            int to = 0;
            if (Bitmaps.isSet(validity, row)) {
                text = UnsafeApi.getLong(texts + ((long) row << 3));
                int length = UnsafeApi.getInt(lengths + ((long) row << 2));
                long first = start >= 0 ? start - 1L : (long) Utf8.codePoints(text, length) + start;
                long end = Math.max(0, first + count);
                first = Math.max(0, first);
                from = Utf8.skip(text, length, 0, first);
                to = Utf8.skip(text, length, from, end - first);
            }
            UnsafeApi.putLong(result + ((long) row << 3), text + from);
            UnsafeApi.putInt(resultLengths + ((long) row << 2), to - from);
        }
    }
}
