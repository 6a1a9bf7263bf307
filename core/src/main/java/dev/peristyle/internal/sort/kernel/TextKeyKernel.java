package dev.peristyle.internal.sort.kernel;

import org.agrona.UnsafeApi;

/**
 * Text in keys. A part of a text in a word is a number of its bytes, padded with zeros, and then four bits that say how
 * many bytes there were, or that there are more: so a text comes after its own prefix, and equal parts mean equally much
 * read.
 */
public final class TextKeyKernel {

    /** Bits that say how many bytes there were. */
    public static final int LENGTH_BITS = 4;

    /** The most bytes in one word. */
    public static final int MOST_BYTES = 7;

    private TextKeyKernel() {}

    /**
     * Writes parts of text held as offsets and contiguous bytes.
     *
     * @param entries address of the entries
     * @param count entries
     * @param offsets addresses of the offsets by batch
     * @param text addresses of the bytes by batch
     * @param shift binary logarithm of the rows of a batch
     * @param mask rows of a batch - 1
     * @param skip bytes that are in an earlier word
     * @param bytes bytes to take, 0 to {@link #MOST_BYTES}
     * @param flip -1 for descending, else 0
     * @param at the lowest bit of the part
     */
    public static void offsets(
            long entries,
            long count,
            long[] offsets,
            long[] text,
            int shift,
            int mask,
            int skip,
            int bytes,
            long flip,
            int at) {
        long taken = -1L >>> 64 - LENGTH_BITS - 8 * bytes;
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            int batch = (int) (row >>> shift);
            long offset = offsets[batch] + 4L * ((int) row & mask);
            int start = UnsafeApi.getInt(offset);
            int length = UnsafeApi.getInt(offset + 4) - start;
            long part = (part(text[batch] + start, length, skip, bytes) ^ flip) & taken;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part << at);
        }
    }

    /**
     * Writes parts of text held as views.
     *
     * @param entries address of the entries; their rows are rows of one chunk
     * @param count entries
     * @param addresses address of the eight-byte addresses
     * @param lengths address of the four-byte lengths
     * @param validity address of the validity bitmap, or 0; views of rows without a value are not followed
     * @param bytes bytes to take, 0 to {@link #MOST_BYTES}
     * @param flip -1 for descending, else 0
     * @param at the lowest bit of the part
     */
    public static void views(
            long entries, long count, long addresses, long lengths, long validity, int bytes, long flip, int at) {
        long taken = -1L >>> 64 - LENGTH_BITS - 8 * bytes;
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            if (validity != 0 && (UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7) & 1) == 0) {
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8 * row);
            int length = UnsafeApi.getInt(lengths + 4 * row);
            long part = (part(address, length, 0, bytes) ^ flip) & taken;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part << at);
        }
    }

    private static long part(long address, int length, int skip, int bytes) {
        int left = length - skip;
        if (left > bytes) {
            return take(address + skip, left, bytes) << LENGTH_BITS | (bytes + 1);
        }
        return left <= 0 ? 0 : take(address + skip, left, bytes) << LENGTH_BITS | left;
    }

    private static long take(long address, int left, int bytes) {
        if (left >= 8) {
            // a shift by 64 would be one by 0; no bytes are taken only of text that is empty
            return Long.reverseBytes(UnsafeApi.getLong(address)) >>> 64 - 8 * bytes;
        }
        long word = 0;
        int there = Math.min(left, bytes);
        for (int position = 0; position < there; position++) {
            word = word << 8 | UnsafeApi.getByte(address + position) & 0xFF;
        }
        return word << 8 * (bytes - there);
    }

    /**
     * Compares text by bytes, unsigned.
     *
     * @param left address of the one
     * @param leftLength its bytes
     * @param right address of the other
     * @param rightLength its bytes
     * @return negative, 0 or positive
     */
    public static int compare(long left, int leftLength, long right, int rightLength) {
        int common = Math.min(leftLength, rightLength);
        int position = 0;
        for (; position <= common - 8; position += 8) {
            long one = UnsafeApi.getLong(left + position);
            long other = UnsafeApi.getLong(right + position);
            if (one != other) {
                return Long.compareUnsigned(Long.reverseBytes(one), Long.reverseBytes(other));
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

    /**
     * Finds the longest text of a batch.
     *
     * @param offsets address of the offsets
     * @param rows rows
     * @param longest the longest so far
     * @return bytes
     */
    public static int longest(long offsets, int rows, int longest) {
        int most = longest;
        int start = UnsafeApi.getInt(offsets);
        for (int row = 1; row <= rows; row++) {
            int end = UnsafeApi.getInt(offsets + 4L * row);
            most = Math.max(most, end - start);
            start = end;
        }
        return most;
    }
}
