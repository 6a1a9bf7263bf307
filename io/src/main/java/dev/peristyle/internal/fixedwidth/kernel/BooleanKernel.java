package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.kernel.StrideKernel;
import org.agrona.UnsafeApi;

/** Bytes that are 0 or 1 as bits. */
public final class BooleanKernel {

    private BooleanKernel() {}

    /**
     * Makes one bit of each byte.
     *
     * @param source address of the field in record 0
     * @param selection address of four-byte numbers of records, or 0 for the first ones
     * @param bitmap address of one bit a row, in whole words
     * @return the first row whose byte is neither 0 nor 1, or -1
     */
    public static int load(long source, long stride, long selection, int count, long bitmap) {
        for (int from = 0; from < count; from += Long.SIZE) {
            int block = Math.min(Long.SIZE, count - from);
            long word = 0;
            int all = 0;
            for (int bit = 0; bit < block; bit++) {
                int value = UnsafeApi.getByte(StrideKernel.at(source, stride, selection, from + bit));
                all |= value;
                word |= (long) (value & 1) << bit;
            }
            if ((all & ~1) != 0) {
                return firstOther(source, stride, selection, from, count);
            }
            UnsafeApi.putLong(bitmap + (from >> 3), word);
        }
        return -1;
    }

    private static int firstOther(long source, long stride, long selection, int from, int count) {
        int row = from;
        while (row < count && (UnsafeApi.getByte(StrideKernel.at(source, stride, selection, row)) & ~1) == 0) {
            row++;
        }
        return row;
    }
}
