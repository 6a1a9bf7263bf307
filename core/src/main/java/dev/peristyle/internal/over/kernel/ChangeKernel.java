package dev.peristyle.internal.over.kernel;

import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/**
 * Finds the rows of a column whose value is not that of the row before: bit r of a bitmap is set if so, in whole words with
 * zeros after the last. Bit 0 is not set: nobody knows here what came before. Nulls are not looked at.
 */
public final class ChangeKernel {

    private ChangeKernel() {}

    /** Values of sixteen bytes. */
    public static void change16(long values, int count, long bits) {
        for (int base = 0; base < count; base += 64) {
            long word = 0;
            int end = Math.min(64, count - base);
            for (int lane = base == 0 ? 1 : 0; lane < end; lane++) {
                long address = values + 16L * (base + lane);
                boolean differs = UnsafeApi.getLong(address) != UnsafeApi.getLong(address - 16)
                        || UnsafeApi.getLong(address + 8) != UnsafeApi.getLong(address - 8);
                word |= (differs ? 1L : 0L) << lane;
            }
            UnsafeApi.putLong(bits + (base >>> 3), word);
        }
    }

    /** Booleans; also says where the bits of any bitmap change. */
    public static void changeBits(long values, int count, long bits) {
        for (int base = 0; base < count; base += 64) {
            long word = 0;
            int end = Math.min(64, count - base);
            for (int lane = base == 0 ? 1 : 0; lane < end; lane++) {
                int row = base + lane;
                word |= (long) (Bits.at(values, row) ^ Bits.at(values, row - 1)) << lane;
            }
            UnsafeApi.putLong(bits + (base >>> 3), word);
        }
    }

    /** Texts. Those of rows without a value are not looked at. */
    public static void changeViews(long addresses, long lengths, long validity, int count, long bits) {
        for (int base = 0; base < count; base += 64) {
            long word = 0;
            int end = Math.min(64, count - base);
            for (int lane = base == 0 ? 1 : 0; lane < end; lane++) {
                int row = base + lane;
                int length = UnsafeApi.getInt(lengths + 4L * row);
                boolean same = Bits.isNull(validity, row)
                        || Bits.isNull(validity, row - 1)
                        || length == UnsafeApi.getInt(lengths + 4L * row - 4)
                                && Bytes.equal(
                                        UnsafeApi.getLong(addresses + 8L * row),
                                        UnsafeApi.getLong(addresses + 8L * row - 8),
                                        length);
                word |= (same ? 0L : 1L) << lane;
            }
            UnsafeApi.putLong(bits + (base >>> 3), word);
        }
    }

    /**
     * Takes nulls into account: a change of values counts only where there is one, a change to or from null always.
     *
     * @param validity address of the bitmap of rows that have a value
     * @param bits address of the changes of values; corrected
     */
    public static void withNulls(long validity, int count, long bits) {
        long before = UnsafeApi.getLong(validity) & 1;
        for (int base = 0; base < count; base += 64) {
            long present = UnsafeApi.getLong(validity + (base >>> 3));
            long shifted = present << 1 | before;
            long mask = count - base < 64 ? (1L << count - base) - 1 : -1L;
            long changed = UnsafeApi.getLong(bits + (base >>> 3)) & present | present ^ shifted;
            UnsafeApi.putLong(bits + (base >>> 3), changed & mask);
            before = present >>> 63;
        }
    }

    /** Adds the bits of one bitmap to another. */
    public static void or(long bits, int count, long into) {
        for (int base = 0; base < count; base += 64) {
            long address = into + (base >>> 3);
            UnsafeApi.putLong(address, UnsafeApi.getLong(address) | UnsafeApi.getLong(bits + (base >>> 3)));
        }
    }
}
