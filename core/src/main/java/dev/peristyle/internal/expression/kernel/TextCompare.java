package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Compares columns of text byte by byte, the bytes taken as unsigned, which is the order of code points in UTF-8. Rows
 * without a value are skipped: their addresses may point anywhere.
 */
public final class TextCompare {

    private TextCompare() {}

    /**
     * True where both texts are equal.
     *
     * @param result address of the result bits in whole words
     * @param leftValidity address of the left validity, or 0
     * @param rightValidity address of the right validity, or 0
     * @param invert 0, or -1 for the opposite
     */
    public static void equal(
            long left,
            long leftLengths,
            long right,
            long rightLengths,
            long result,
            int rows,
            long leftValidity,
            long rightValidity,
            long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(leftValidity, each) && Bitmaps.isSet(rightValidity, each)) {
                    int length = UnsafeApi.getInt(leftLengths + ((long) each << 2));
                    if (length == UnsafeApi.getInt(rightLengths + ((long) each << 2))
                            && Bytes.equal(
                                    UnsafeApi.getLong(left + ((long) each << 3)),
                                    UnsafeApi.getLong(right + ((long) each << 3)),
                                    length)) {
                        word |= 1L << each;
                    }
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    /**
     * True where the left text is less.
     *
     * @param result address of the result bits in whole words
     * @param leftValidity address of the left validity, or 0
     * @param rightValidity address of the right validity, or 0
     * @param invert 0, or -1 for the opposite
     */
    public static void less(
            long left,
            long leftLengths,
            long right,
            long rightLengths,
            long result,
            int rows,
            long leftValidity,
            long rightValidity,
            long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(leftValidity, each) && Bitmaps.isSet(rightValidity, each)) {
                    int order = Bytes.compare(
                            UnsafeApi.getLong(left + ((long) each << 3)),
                            UnsafeApi.getInt(leftLengths + ((long) each << 2)),
                            UnsafeApi.getLong(right + ((long) each << 3)),
                            UnsafeApi.getInt(rightLengths + ((long) each << 2)));
                    word |= (order < 0 ? 1L : 0L) << each;
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    /**
     * True where a text equals a scalar.
     *
     * @param scalar address of the text to compare with
     * @param scalarLength its bytes
     * @param result address of the result bits in whole words
     * @param validity address of the validity, or 0
     * @param invert 0, or -1 for the opposite
     */
    public static void equalScalar(
            long left, long lengths, long scalar, int scalarLength, long result, int rows, long validity, long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (UnsafeApi.getInt(lengths + ((long) each << 2)) == scalarLength
                        && Bitmaps.isSet(validity, each)
                        && Bytes.equal(UnsafeApi.getLong(left + ((long) each << 3)), scalar, scalarLength)) {
                    word |= 1L << each;
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }

    /**
     * True where a text is less than a scalar, or, with a limit of 1, equal to it.
     *
     * @param scalar address of the text to compare with
     * @param scalarLength its bytes
     * @param limit 0 for less, 1 for less or equal
     * @param result address of the result bits in whole words
     * @param validity address of the validity, or 0
     * @param invert 0, or -1 for the opposite
     */
    public static void lessScalar(
            long left,
            long lengths,
            long scalar,
            int scalarLength,
            int limit,
            long result,
            int rows,
            long validity,
            long invert) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(validity, each)) {
                    int order = Bytes.compare(
                            UnsafeApi.getLong(left + ((long) each << 3)),
                            UnsafeApi.getInt(lengths + ((long) each << 2)),
                            scalar,
                            scalarLength);
                    word |= (order < limit ? 1L : 0L) << each;
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
    }
}
