package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/** Prefixes, hashes and comparisons of UTF-8 text at raw addresses. Never reads into a page that the text is not in. */
public final class TextKernel {

    /** Bytes of a text that its table entry holds. */
    public static final int PREFIX = 16;

    private static final int PAGE_MASK = 4095;
    private static final int LAST_PREFIX_IN_PAGE = 4096 - PREFIX;
    // odd numbers without structure; multiply-shift hashing wants no more of them
    private static final long FIRST_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long SECOND_FACTOR = 0xC2B2AE3D27D4EB4FL;
    private static final long TAIL_FACTOR = 0xD6E8FEB86659FD93L;

    // a load each: lengths are not predictable, and to compute the masks took a third more time a row
    private static final long[] MASKS = masks();
    // without the check of the index that an array does: who asks has looked at the length
    private static final long FIRST_MASKS = UnsafeApi.arrayBaseOffset(long[].class);
    private static final long SECOND_MASKS = FIRST_MASKS + 8L * (PREFIX + 1);

    private TextKernel() {}

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
     * Says whether 16 bytes can be read from here whatever follows the text. An empty text may stand anywhere, at 0 or
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

    /** The hash of a text of at most 16 bytes, and the start of the hash of a longer one. Its top bits are the good ones. */
    static long shortHash(long first, long second) {
        return first * FIRST_FACTOR + second * SECOND_FACTOR;
    }

    /** The hash of a text of more than 16 bytes. */
    static long longHash(long shortHash, long address, int length) {
        long hash = shortHash;
        long end = address + length - 8;
        for (long position = address + PREFIX; position < end; position += 8) {
            hash = mix(hash, UnsafeApi.getLong(position));
        }
        return mix(hash, UnsafeApi.getLong(end));
    }

    private static long mix(long hash, long word) {
        long product = (hash ^ word) * TAIL_FACTOR;
        return (product ^ (product >>> 32)) * FIRST_FACTOR;
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
     * @param left address of the one
     * @param leftLength its bytes
     * @param right address of the other
     * @param rightLength its bytes
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
