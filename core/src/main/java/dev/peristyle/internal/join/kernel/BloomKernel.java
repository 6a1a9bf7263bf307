package dev.peristyle.internal.join.kernel;

import org.agrona.UnsafeApi;

/**
 * A Bloom filter in words of 64 bits: a hash chooses one word by its top bits and three bits of it by its low ones, so that a look costs
 * one line of cache. With 16 bits for each hash that was added, about one other in a hundred seems to be among them.
 *
 * <p>After F. Putze, P. Sanders and J. Singler, Cache-, Hash- and Space-Efficient Bloom Filters, 2007.
 */
public final class BloomKernel {

    private BloomKernel() {}

    private static long bits(long hash) {
        return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12);
    }

    /**
     * Adds a hash.
     *
     * @param shift 64 less the bits of an index of words
     */
    public static void add(long hash, long words, int shift) {
        long at = words + (hash >>> shift) * 8;
        UnsafeApi.putLong(at, UnsafeApi.getLong(at) | bits(hash));
    }

    /**
     * Writes a bit for each hash: 1 if it may have been added and its row is valid.
     *
     * @param valid address of a bitmap of rows, 0 if all are
     * @param bitmap address of room for whole words; the bits after the last row are 0
     * @return bits set
     */
    public static int test(int count, long hashes, long valid, long words, int shift, long bitmap) {
        int found = 0;
        for (int first = 0; first < count; first += Long.SIZE) {
            int end = Math.min(count, first + Long.SIZE);
            long set = 0;
            for (int row = first; row < end; row++) {
                long hash = UnsafeApi.getLong(hashes + 8L * row);
                long missing = bits(hash) & ~UnsafeApi.getLong(words + (hash >>> shift) * 8);
                set |= (missing == 0 ? 1L : 0L) << row;
            }
            set &= valid == 0 ? -1L : UnsafeApi.getLong(valid + (first >>> 3));
            UnsafeApi.putLong(bitmap + (first >>> 3), set);
            found += Long.bitCount(set);
        }
        return found;
    }
}
