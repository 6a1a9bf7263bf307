package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/** Turns the set bits of a 64-bit mask into index entries. */
final class IndexEntries {
    private IndexEntries() {}

    /**
     * Writes the position of every set bit. Writes in groups without looking at the mask, so that the branch predictor has one question
     * per 64 bytes, which fields of usual length answer the same way every time; up to 64 entries behind the out address are clobbered.
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
