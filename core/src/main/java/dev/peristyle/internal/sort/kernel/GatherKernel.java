package dev.peristyle.internal.sort.kernel;

import org.agrona.UnsafeApi;

/**
 * Copies the rows that entries name from the batches of a table into dense columns. Row r is in batch {@code r >>> shift}
 * at {@code r & mask}.
 */
public final class GatherKernel {

    private GatherKernel() {}

    /** Values of four bytes. */
    public static void gather4(long entries, int count, long[] values, int shift, int mask, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(entries + 16L * entry + 8);
            UnsafeApi.putInt(
                    target + 4L * entry, UnsafeApi.getInt(values[(int) (row >>> shift)] + 4L * ((int) row & mask)));
        }
    }

    /** Values of eight bytes. */
    public static void gather8(long entries, int count, long[] values, int shift, int mask, long target) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(entries + 16L * entry + 8);
            UnsafeApi.putLong(
                    target + 8L * entry, UnsafeApi.getLong(values[(int) (row >>> shift)] + 8L * ((int) row & mask)));
        }
    }

    /** Views of text held as offsets and contiguous bytes. */
    public static void views(
            long entries, int count, long[] offsets, long[] text, int shift, int mask, long addresses, long lengths) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(entries + 16L * entry + 8);
            int batch = (int) (row >>> shift);
            long offset = offsets[batch] + 4L * ((int) row & mask);
            int start = UnsafeApi.getInt(offset);
            UnsafeApi.putLong(addresses + 8L * entry, text[batch] + start);
            UnsafeApi.putInt(lengths + 4L * entry, UnsafeApi.getInt(offset + 4) - start);
        }
    }

    /**
     * Bits, written in whole words with zeros after the last.
     *
     * @param entries address of the entries
     * @param count entries
     * @param bitmaps addresses of the bitmaps by batch; 0 stands for one with every bit set
     * @param shift binary logarithm of the rows of a batch
     * @param mask rows of a batch - 1
     * @param target address of the copied bits
     * @return how many of them are set
     */
    public static int bits(long entries, int count, long[] bitmaps, int shift, int mask, long target) {
        int set = 0;
        for (int base = 0; base < count; base += 64) {
            int lanes = Math.min(64, count - base);
            long word = 0;
            for (int lane = 0; lane < lanes; lane++) {
                long row = UnsafeApi.getLong(entries + 16L * (base + lane) + 8);
                long bitmap = bitmaps[(int) (row >>> shift)];
                int position = (int) row & mask;
                long bit = bitmap == 0 ? 1 : UnsafeApi.getByte(bitmap + (position >> 3)) >>> (position & 7) & 1;
                word |= bit << lane;
            }
            UnsafeApi.putLong(target + (base >>> 3), word);
            set += Long.bitCount(word);
        }
        return set;
    }
}
