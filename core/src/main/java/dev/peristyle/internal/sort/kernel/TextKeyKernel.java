package dev.peristyle.internal.sort.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.state.kernel.RowAccess;
import org.agrona.UnsafeApi;

/**
 * Text in keys. A part of a text in a word is a number of its bytes, padded with zeros, and then four bits that say how
 * many bytes there were, or that there are more: so a text comes after its own prefix, and equal parts mean equally
 * much read.
 */
public final class TextKeyKernel {

    /** Bits that say how many bytes there were. */
    public static final int LENGTH_BITS = 4;

    /** The most bytes in one word. */
    public static final int MAX_BYTES = 7;

    private TextKeyKernel() {}

    /**
     * Writes parts of text of whole rows.
     *
     * @param entries address of the entries with the addresses of rows
     * @param count entries
     * @param offset where the value is in a row
     * @param skip bytes that are in an earlier word
     * @param bytes bytes to take, 0 to {@link #MAX_BYTES}
     * @param flip -1 for descending, else 0
     * @param at the lowest bit of the part
     */
    public static void rows(long entries, long count, int offset, int skip, int bytes, long flip, int at) {
        long taken = -1L >>> 64 - LENGTH_BITS - 8 * bytes;
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            int length = RowAccess.textLength(row, offset);
            long part = (part(RowAccess.textAddress(row, offset), length, skip, bytes) ^ flip) & taken;
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
     * @param skip bytes that are in an earlier word
     * @param bytes bytes to take, 0 to {@link #MAX_BYTES}
     * @param flip -1 for descending, else 0
     * @param at the lowest bit of the part
     */
    public static void views(
            long entries,
            long count,
            long addresses,
            long lengths,
            long validity,
            int skip,
            int bytes,
            long flip,
            int at) {
        long taken = -1L >>> 64 - LENGTH_BITS - 8 * bytes;
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            if (Bits.isNull(validity, (int) row)) {
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8 * row);
            int length = UnsafeApi.getInt(lengths + 4 * row);
            long part = (part(address, length, skip, bytes) ^ flip) & taken;
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
     * @param leftLength its bytes
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
}
