package dev.peristyle.internal.kernel;

import org.agrona.UnsafeApi;

/**
 * Moves, sets and counts runs of bits in bitmaps whose least significant bit comes first. Bitmaps start at any address and
 * are read and written in whole 64-bit words counted from there; no word is touched that has no bit of the run.
 */
public final class BitCopyKernel {

    private BitCopyKernel() {}

    /**
     * Copies a run of bits; the bits around it in the target stay as they are. The runs must not overlap.
     *
     * @param source address of the bitmap to read
     * @param sourceBit its first bit
     * @param target address of the bitmap to write
     * @param targetBit its first bit
     * @param count bits
     * @return how many of the copied bits are set
     */
    public static long copy(long source, long sourceBit, long target, long targetBit, long count) {
        long set = 0;
        long done = 0;
        while (done < count) {
            long to = targetBit + done;
            int offset = (int) (to & 63);
            int lanes = (int) Math.min(64 - offset, count - done);
            long bits = read(source, sourceBit + done, lanes);
            write(target + (to >>> 6 << 3), offset, lanes, bits);
            set += Long.bitCount(bits);
            done += lanes;
        }
        return set;
    }

    /**
     * Moves a run of bits within a bitmap, also to where a part of it is now; the bits around its new place stay as they are.
     *
     * @param bitmap address of the bitmap
     * @param from the first bit
     * @param to where the first bit comes to
     * @param count bits
     */
    public static void move(long bitmap, long from, long to, long count) {
        if (to <= from) {
            // in this order no bit is overwritten before it was read
            copy(bitmap, from, bitmap, to, count);
            return;
        }
        long left = count;
        while (left > 0) {
            int lanes = (int) Math.min((to + left - 1 & 63) + 1, left);
            left -= lanes;
            long bits = read(bitmap, from + left, lanes);
            write(bitmap + (to + left >>> 6 << 3), (int) (to + left & 63), lanes, bits);
        }
    }

    /**
     * Sets a run of bits; the bits around it stay as they are.
     *
     * @param targetBit the first bit
     * @param count bits
     */
    public static void set(long target, long targetBit, long count) {
        long done = 0;
        while (done < count) {
            long to = targetBit + done;
            int offset = (int) (to & 63);
            int lanes = (int) Math.min(64 - offset, count - done);
            write(target + (to >>> 6 << 3), offset, lanes, -1L >>> -lanes);
            done += lanes;
        }
    }

    /**
     * Counts the bits of a run that are set.
     *
     * @param sourceBit the first bit
     * @param count bits
     * @return how many are 1
     */
    public static long count(long source, long sourceBit, long count) {
        long set = 0;
        for (long done = 0; done < count; done += 64) {
            set += Long.bitCount(read(source, sourceBit + done, (int) Math.min(64, count - done)));
        }
        return set;
    }

    /** Returns 1 to 64 bits, the first as the least significant, the ones above them 0. */
    private static long read(long source, long bit, int lanes) {
        long word = source + (bit >>> 6 << 3);
        int offset = (int) (bit & 63);
        long bits = UnsafeApi.getLong(word) >>> offset;
        if (offset + lanes > 64) {
            bits |= UnsafeApi.getLong(word + 8) << -offset;
        }
        return bits & -1L >>> -lanes;
    }

    private static void write(long word, int offset, int lanes, long bits) {
        long mask = -1L >>> -lanes << offset;
        UnsafeApi.putLong(word, (UnsafeApi.getLong(word) & ~mask) | (bits << offset));
    }
}
