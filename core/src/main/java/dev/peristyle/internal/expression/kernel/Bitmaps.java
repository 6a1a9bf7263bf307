package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/**
 * Works on bitmaps in whole 64-bit words, least significant bit first. A validity address of 0 means that every row has a
 * value. A boolean column is a bitmap of values and one of validity; the value bit of a row without a value is undefined.
 */
public final class Bitmaps {

    private static final long ALL = -1L;

    private Bitmaps() {}

    /**
     * The bytes of a bitmap.
     *
     * @return whole words in bytes
     */
    public static long bytes(int rows) {
        return (rows + 63L >>> 6) << 3;
    }

    /**
     * Rows that are set in both.
     *
     * @param left address of a bitmap
     * @param right address of a bitmap
     * @return the rows that are not set in the result
     */
    public static int intersect(long left, long right, long result, int rows) {
        int set = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word = UnsafeApi.getLong(left + offset) & UnsafeApi.getLong(right + offset);
            UnsafeApi.putLong(result + offset, word);
            set += Long.bitCount(word & lastWordMask(rows - row));
        }
        return rows - set;
    }

    /**
     * Rows that are set in the first and not in the second.
     *
     * @param left address of a bitmap, or 0 for all rows
     * @param right address of a bitmap
     * @return the rows that are not set in the result
     */
    public static int subtract(long left, long right, long result, int rows) {
        int set = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word = wordOf(left, offset) & ~UnsafeApi.getLong(right + offset);
            UnsafeApi.putLong(result + offset, word);
            set += Long.bitCount(word & lastWordMask(rows - row));
        }
        return rows - set;
    }

    /**
     * Conjunction of three-valued logic.
     *
     * @param leftValidity address of their validity, or 0
     * @param rightValidity address of their validity, or 0
     * @param resultValidity address of the result's validity
     * @return the rows without a value
     */
    public static int and(
            long left, long leftValidity, long right, long rightValidity, long result, long resultValidity, int rows) {
        int present = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long leftPresent = wordOf(leftValidity, offset);
            long rightPresent = wordOf(rightValidity, offset);
            long leftWord = UnsafeApi.getLong(left + offset);
            long rightWord = UnsafeApi.getLong(right + offset);
            long isTrue = leftPresent & leftWord & rightPresent & rightWord;
            long isFalse = (leftPresent & ~leftWord) | (rightPresent & ~rightWord);
            UnsafeApi.putLong(result + offset, isTrue);
            UnsafeApi.putLong(resultValidity + offset, isTrue | isFalse);
            present += Long.bitCount((isTrue | isFalse) & lastWordMask(rows - row));
        }
        return rows - present;
    }

    /**
     * Disjunction of three-valued logic.
     *
     * @param leftValidity address of their validity, or 0
     * @param rightValidity address of their validity, or 0
     * @param resultValidity address of the result's validity
     * @return the rows without a value
     */
    public static int or(
            long left, long leftValidity, long right, long rightValidity, long result, long resultValidity, int rows) {
        int present = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long leftPresent = wordOf(leftValidity, offset);
            long rightPresent = wordOf(rightValidity, offset);
            long leftWord = UnsafeApi.getLong(left + offset);
            long rightWord = UnsafeApi.getLong(right + offset);
            long isTrue = (leftPresent & leftWord) | (rightPresent & rightWord);
            long isFalse = leftPresent & ~leftWord & rightPresent & ~rightWord;
            UnsafeApi.putLong(result + offset, isTrue);
            UnsafeApi.putLong(resultValidity + offset, isTrue | isFalse);
            present += Long.bitCount((isTrue | isFalse) & lastWordMask(rows - row));
        }
        return rows - present;
    }

    /**
     * Exclusive disjunction of the bits, negated: set where both bits are the same.
     *
     * @param invert 0, or -1 for the opposite
     */
    public static void same(long left, long right, long result, int rows, long invert) {
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word = ~(UnsafeApi.getLong(left + offset) ^ UnsafeApi.getLong(right + offset));
            UnsafeApi.putLong(result + offset, word ^ invert);
        }
    }

    /**
     * Set where the left bit is 0 and the right one is 1: false is less than true.
     *
     * @param invert 0, or -1 for the opposite
     */
    public static void less(long left, long right, long result, int rows, long invert) {
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word = ~UnsafeApi.getLong(left + offset) & UnsafeApi.getLong(right + offset);
            UnsafeApi.putLong(result + offset, word ^ invert);
        }
    }

    /**
     * The opposite of every bit.
     *
     * @param bits address of a bitmap, or 0 for all rows
     */
    public static void not(long bits, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            UnsafeApi.putLong(result + (row >>> 3), ~wordOf(bits, row >>> 3));
        }
    }

    /**
     * A copy.
     *
     * @param bits address of a bitmap, or 0 for all rows
     */
    public static void copy(long bits, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            UnsafeApi.putLong(result + (row >>> 3), wordOf(bits, row >>> 3));
        }
    }

    /**
     * Rows that have a value, and that is true. Bits past the last row are 0.
     *
     * @param validity address of their validity, or 0
     * @return the rows set
     */
    public static int isTrue(long values, long validity, long result, int rows) {
        int set = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word = UnsafeApi.getLong(values + offset) & wordOf(validity, offset) & lastWordMask(rows - row);
            UnsafeApi.putLong(result + offset, word);
            set += Long.bitCount(word);
        }
        return set;
    }

    /**
     * Rows that have a value, and that is false. Bits past the last row are 0.
     *
     * @param validity address of their validity, or 0
     * @return the rows set
     */
    public static int isFalse(long values, long validity, long result, int rows) {
        int set = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word = ~UnsafeApi.getLong(values + offset) & wordOf(validity, offset) & lastWordMask(rows - row);
            UnsafeApi.putLong(result + offset, word);
            set += Long.bitCount(word);
        }
        return set;
    }

    /**
     * Takes each bit from one of two bitmaps.
     *
     * @param choice address of the bits that say which: 1 takes the first
     * @param first address of a bitmap, or 0 for all rows
     * @param second address of a bitmap, or 0 for all rows
     * @return the rows that are not set in the result
     */
    public static int choose(long choice, long first, long second, long result, int rows) {
        int set = 0;
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long takeFirst = UnsafeApi.getLong(choice + offset);
            long word = (takeFirst & wordOf(first, offset)) | (~takeFirst & wordOf(second, offset));
            UnsafeApi.putLong(result + offset, word);
            set += Long.bitCount(word & lastWordMask(rows - row));
        }
        return rows - set;
    }

    /**
     * The first row that is set in a bitmap and has a value.
     *
     * @param bits address of a bitmap
     * @param validity address of a bitmap, or 0 for all rows
     * @param mask address of a bitmap, or 0 for all rows
     * @return the row, or -1 when there is none
     */
    public static int firstSet(long bits, long validity, long mask, int rows) {
        for (int row = 0; row < rows; row += 64) {
            int offset = row >>> 3;
            long word =
                    wordOf(bits, offset) & wordOf(validity, offset) & wordOf(mask, offset) & lastWordMask(rows - row);
            if (word != 0) {
                return row + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    /**
     * Says whether a row is set.
     *
     * @param bits address of a bitmap, or 0 for all rows
     * @return true if it is
     */
    public static boolean isSet(long bits, int row) {
        return Bits.isPresent(bits, row);
    }

    private static long wordOf(long bits, int offset) {
        return bits == 0 ? ALL : UnsafeApi.getLong(bits + offset);
    }

    private static long lastWordMask(int rowsLeft) {
        return rowsLeft >= 64 ? ALL : (1L << rowsLeft) - 1;
    }
}
