package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Looks for texts within texts, row by row. Rows without a value are skipped: their addresses may point anywhere. */
public final class TextSearch {

    private static final byte ANY_TEXT = '%';
    private static final byte ANY_CODE_POINT = '_';

    private TextSearch() {}

    /**
     * True where the second text is part of the first.
     *
     * @param validity address of the validity of both, or 0
     * @param result address of the result bits in whole words
     */
    public static void contains(
            long texts, long lengths, long wanted, long wantedLengths, long validity, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(validity, each)
                        && Bytes.indexOf(
                                        address(texts, each),
                                        length(lengths, each),
                                        address(wanted, each),
                                        length(wantedLengths, each),
                                        0)
                                >= 0) {
                    word |= 1L << each;
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /**
     * True where the first text begins with the second.
     *
     * @param validity address of the validity of both, or 0
     * @param result address of the result bits in whole words
     */
    public static void startsWith(
            long texts, long lengths, long wanted, long wantedLengths, long validity, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(validity, each)) {
                    int length = length(wantedLengths, each);
                    if (length(lengths, each) >= length
                            && Bytes.equal(address(texts, each), address(wanted, each), length)) {
                        word |= 1L << each;
                    }
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /**
     * True where the first text ends with the second.
     *
     * @param validity address of the validity of both, or 0
     * @param result address of the result bits in whole words
     */
    public static void endsWith(
            long texts, long lengths, long wanted, long wantedLengths, long validity, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(validity, each)) {
                    int length = length(wantedLengths, each);
                    int from = length(lengths, each) - length;
                    if (from >= 0 && Bytes.equal(address(texts, each) + from, address(wanted, each), length)) {
                        word |= 1L << each;
                    }
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /**
     * True where the first text matches the pattern in the second.
     *
     * @param validity address of the validity of both, or 0
     * @param result address of the result bits in whole words
     */
    public static void like(
            long texts, long lengths, long patterns, long patternLengths, long validity, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(validity, each)
                        && matches(
                                address(texts, each),
                                length(lengths, each),
                                address(patterns, each),
                                length(patternLengths, each))) {
                    word |= 1L << each;
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /** Goes back only to the last {@code %}: what an earlier one could match, the last one can match as well. */
    private static boolean matches(long text, int length, long pattern, int patternLength) {
        int position = 0;
        int wanted = 0;
        int afterStar = -1;
        int starPosition = 0;
        while (position < length) {
            byte symbol = wanted < patternLength ? UnsafeApi.getByte(pattern + wanted) : 0;
            if (wanted < patternLength && symbol == ANY_TEXT) {
                afterStar = ++wanted;
                starPosition = position;
            } else if (wanted < patternLength && symbol == ANY_CODE_POINT) {
                wanted++;
                position = Utf8.skip(text, length, position, 1);
            } else if (wanted < patternLength && symbol == UnsafeApi.getByte(text + position)) {
                wanted++;
                position++;
            } else if (afterStar >= 0) {
                wanted = afterStar;
                starPosition = Utf8.skip(text, length, starPosition, 1);
                position = starPosition;
            } else {
                return false;
            }
        }
        while (wanted < patternLength && UnsafeApi.getByte(pattern + wanted) == ANY_TEXT) {
            wanted++;
        }
        return wanted == patternLength;
    }

    private static long address(long addresses, int row) {
        return UnsafeApi.getLong(addresses + ((long) row << 3));
    }

    private static int length(long lengths, int row) {
        return UnsafeApi.getInt(lengths + ((long) row << 2));
    }
}
