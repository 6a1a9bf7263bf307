package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/** Prefixes and comparisons of UTF-8 text at raw addresses. Never reads into a page that the text is not in. */
public final class TextPrefixKernel {

    /** Bytes of a text that its table entry holds. */
    public static final int PREFIX = Hash.PREFIX;

    private static final int PAGE_MASK = 4095;
    private static final int LAST_PREFIX_IN_PAGE = 4096 - PREFIX;

    // a load each: lengths are not predictable, and to compute the masks took a third more time per row
    private static final long[] MASKS = masks();
    // without the check of the index that an array does: who asks has looked at the length
    private static final long FIRST_MASKS = UnsafeApi.arrayBaseOffset(long[].class);
    private static final long SECOND_MASKS = FIRST_MASKS + 8L * (PREFIX + 1);

    private TextPrefixKernel() {}

    private static long[] masks() {
        long[] masks = new long[2 * (PREFIX + 1)];
        for (int length = 0; length <= PREFIX; length++) {
            masks[length] = mask(Math.min(length, 8));
            masks[length + PREFIX + 1] = mask(Math.max(length - 8, 0));
        }
        return masks;
    }

    private static long mask(int bytes) {
        return bytes == 8 ? -1 : (1L << (8 * bytes)) - 1;
    }

    /**
     * Says whether 16 bytes can be read from here whatever follows the text. An empty text may be anywhere, at 0 or
     * where a readable page ends: the first byte of a page is taken for unreadable.
     */
    static boolean prefixIsReadable(long address) {
        return ((address - 1) & PAGE_MASK) < LAST_PREFIX_IN_PAGE;
    }

    /** The mask of the bytes 0 to 7 that a text of this length, at most {@value #PREFIX}, has. */
    static long firstMask(int length) {
        return UnsafeApi.getLong(MASKS, FIRST_MASKS + 8L * length);
    }

    /** The mask of the bytes 8 to 15 that a text of this length, at most {@value #PREFIX}, has. */
    static long secondMask(int length) {
        return UnsafeApi.getLong(MASKS, SECOND_MASKS + 8L * length);
    }

    /** Bytes {@code [offset, offset + 8)} of a text as a little-endian word, 0 past its end, reading only the text. */
    static long wordInText(long address, int length, int offset) {
        long word = 0;
        int last = Math.min(length, offset + 8) - 1;
        for (int position = last; position >= offset; position--) {
            word = word << 8 | (UnsafeApi.getByte(address + position) & 0xFF);
        }
        return word;
    }

    /** Compares two texts of the same length of more than 16 bytes; their first 16 bytes are known to be equal. */
    static boolean sameTail(long left, long right, int length) {
        int last = length - 8;
        for (int position = PREFIX; position < last; position += 8) {
            if (UnsafeApi.getLong(left + position) != UnsafeApi.getLong(right + position)) {
                return false;
            }
        }
        return UnsafeApi.getLong(left + last) == UnsafeApi.getLong(right + last);
    }

    /**
     * Compares two texts byte by byte as unsigned numbers, which is the order of their code points.
     *
     * @return negative, 0 or positive as the first is smaller, equal or greater
     */
    public static int compare(long left, int leftLength, long right, int rightLength) {
        int common = Math.min(leftLength, rightLength);
        int position = 0;
        for (; position <= common - 8; position += 8) {
            long leftWord = UnsafeApi.getLong(left + position);
            long rightWord = UnsafeApi.getLong(right + position);
            if (leftWord != rightWord) {
                return Long.compareUnsigned(Long.reverseBytes(leftWord), Long.reverseBytes(rightWord));
            }
        }
        for (; position < common; position++) {
            int difference = (UnsafeApi.getByte(left + position) & 0xFF) - (UnsafeApi.getByte(right + position) & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(leftLength, rightLength);
    }
}
