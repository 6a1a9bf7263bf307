package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/** Turns the set bits of a 64-bit mask into index entries. */
final class IndexEntries {
    private IndexEntries() {}

    /**
     * Writes the positions of all set bits of some masks, as long as the index has room. This loop is a method of its own so that it, and
     * not the long one around it, goes round often enough to be compiled in the middle of a call: that code is used once, and of the long
     * loop it costs a young process as much as reading fifty megabytes.
     *
     * @param index address of the index
     * @param count entries in it
     * @param lastStart the most of them for which another mask may be written
     * @param position of the first byte of the first mask
     * @param from the first mask
     * @param to the mask after the last
     * @return the mask after the last that was written, in the upper half, and the entries that are in the index then
     */
    static long writeMasks(long index, int count, int lastStart, int position, long[] masks, int from, int to) {
        int group = from;
        int entries = count;
        int start = position;
        while (group < to && entries <= lastStart) {
            long mask = masks[group];
            int added = Long.bitCount(mask);
            write(index + ((long) entries << 2), start, mask, added);
            entries += added;
            start += 64;
            group++;
        }
        return (long) group << 32 | entries;
    }

    /**
     * Writes the position of every set bit. Writes in groups without looking at the mask, so that the branch predictor has one question
     * per 64 bytes, which fields of usual length answer the same way every time; up to 64 entries after the out address are clobbered.
     */
    static void write(long out, int position, long mask, int count) {
        long bits = mask;
        long address = out;
        UnsafeApi.putInt(address, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 4, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 8, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 12, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 16, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 20, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 24, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 28, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 32, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 36, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 40, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        UnsafeApi.putInt(address + 44, position + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
        if (count > 12) {
            writeRest(address + 48, position, bits);
        }
    }

    private static void writeRest(long out, int position, long mask) {
        long bits = mask;
        long address = out;
        while (bits != 0) {
            UnsafeApi.putInt(address, position + Long.numberOfTrailingZeros(bits));
            bits &= bits - 1;
            address += 4;
        }
    }
}
