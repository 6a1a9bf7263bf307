package dev.peristyle.internal.sort.kernel;

import org.agrona.UnsafeApi;

/**
 * Writes parts of keys into the words of entries, so that the unsigned order of the words is the order of the keys.
 *
 * <p>A part is a run of bits of a value's code. The code has the order of the values when compared unsigned: an integer
 * with its sign bit flipped; a floating point number with all bits flipped if negative, else the sign bit, after every NaN
 * was made the largest one and -0.0 was made 0.0; text as its bytes. {@code flip} is -1 for descending keys, else 0.
 *
 * <p>Values lie in batches: row r in batch {@code r >>> shift} at {@code r & mask}. Codes stand at the upper end of a
 * word; {@code drop} bits of them are in an earlier word, {@code bits} are taken, and their last one goes to bit
 * {@code at}. What is taken of a row without a value is undefined until {@link #nulls} has run.
 */
public final class KeyWordKernel {

    private KeyWordKernel() {}

    /**
     * Sets every word to 0.
     *
     * @param entries address of the entries
     * @param count entries
     */
    public static void clear(long entries, long count) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            UnsafeApi.putLong(entry, 0);
        }
    }

    /** Booleans: one bit. */
    public static void bits(long entries, long count, long[] values, int shift, int mask, long flip, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            int position = (int) row & mask;
            long bit = UnsafeApi.getByte(values[(int) (row >>> shift)] + (position >> 3)) >>> (position & 7) ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | (bit & 1) << at);
        }
    }

    /** Signed integers of four bytes. */
    public static void int32(
            long entries, long count, long[] values, int shift, int mask, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long value = UnsafeApi.getInt(values[(int) (row >>> shift)] + 4L * ((int) row & mask));
            long code = value << 32 ^ Long.MIN_VALUE ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /** Signed integers of eight bytes. */
    public static void int64(
            long entries, long count, long[] values, int shift, int mask, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long value = UnsafeApi.getLong(values[(int) (row >>> shift)] + 8L * ((int) row & mask));
            long code = value ^ Long.MIN_VALUE ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /** Binary32 numbers. */
    public static void float32(
            long entries, long count, long[] values, int shift, int mask, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            float value =
                    Float.intBitsToFloat(UnsafeApi.getInt(values[(int) (row >>> shift)] + 4L * ((int) row & mask)));
            // adding 0 turns -0.0 into 0.0; floatToIntBits has one NaN
            int raw = Float.floatToIntBits(value + 0.0f);
            long code = (long) (raw ^ (raw >> 31 | Integer.MIN_VALUE)) << 32 ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /** Binary64 numbers. */
    public static void float64(
            long entries, long count, long[] values, int shift, int mask, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            double value =
                    Double.longBitsToDouble(UnsafeApi.getLong(values[(int) (row >>> shift)] + 8L * ((int) row & mask)));
            // adding 0 turns -0.0 into 0.0; doubleToLongBits has one NaN
            long raw = Double.doubleToLongBits(value + 0.0);
            long code = raw ^ (raw >> 63 | Long.MIN_VALUE) ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | part(code, drop, bits, at));
        }
    }

    /**
     * Writes whether there is a value, and takes away what stands for the value where there is none.
     *
     * @param entries address of the entries
     * @param count entries
     * @param validity addresses of the bitmaps by batch, 0 where every row has a value
     * @param shift binary logarithm of the rows of a batch
     * @param mask rows of a batch - 1
     * @param value the bits of the word that stand for the value
     * @param present the bit to set where there is a value, or 0
     * @param absent the bit to set where there is none, or 0
     */
    public static void nulls(
            long entries, long count, long[] validity, int shift, int mask, long value, long present, long absent) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long bitmap = validity[(int) (row >>> shift)];
            int position = (int) row & mask;
            long word = UnsafeApi.getLong(entry);
            if (bitmap == 0 || (UnsafeApi.getByte(bitmap + (position >> 3)) >>> (position & 7) & 1) != 0) {
                word |= present;
            } else {
                word = word & ~value | absent;
            }
            UnsafeApi.putLong(entry, word);
        }
    }

    private static long part(long code, int drop, int bits, int at) {
        return code << drop >>> 64 - bits << at;
    }
}
