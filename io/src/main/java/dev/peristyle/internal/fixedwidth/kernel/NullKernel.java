package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Values that stand for null, both ways. */
public final class NullKernel {

    private NullKernel() {}

    /**
     * Marks the rows of integers that are not a certain one.
     *
     * @param bytes 1, 2, 4, 8 or 16 of each; of 16 the lower word is compared with it, the upper with its sign
     * @param validity address of one bit a row, in whole words
     * @return how many are that one
     */
    public static int integers(int bytes, long values, int count, long nothing, long validity) {
        int nulls = 0;
        for (int from = 0; from < count; from += Long.SIZE) {
            int block = Math.min(Long.SIZE, count - from);
            long present = 0;
            for (int bit = 0; bit < block; bit++) {
                long isValue = isSame(bytes, values, from + bit, nothing) ? 0 : 1;
                present |= isValue << bit;
            }
            UnsafeApi.putLong(validity + (from >> 3), present);
            nulls += block - Long.bitCount(present);
        }
        return nulls;
    }

    private static boolean isSame(int bytes, long values, int row, long wanted) {
        return switch (bytes) {
            case 1 -> UnsafeApi.getByte(values + row) == (byte) wanted;
            case 2 -> UnsafeApi.getShort(values + 2L * row) == (short) wanted;
            case 4 -> UnsafeApi.getInt(values + 4L * row) == (int) wanted;
            case 8 -> UnsafeApi.getLong(values + 8L * row) == wanted;
            default ->
                UnsafeApi.getLong(values + 16L * row) == wanted
                        && UnsafeApi.getLong(values + 16L * row + 8) == wanted >> 63;
        };
    }

    /**
     * Marks the rows that are numbers.
     *
     * @param bytes 2 for floats of half precision, 4 for floats, 8 for doubles
     * @param validity address of one bit a row, in whole words
     * @return how many are none
     */
    public static int numbers(int bytes, long values, int count, long validity) {
        int nulls = 0;
        for (int from = 0; from < count; from += Long.SIZE) {
            int block = Math.min(Long.SIZE, count - from);
            long present = 0;
            for (int bit = 0; bit < block; bit++) {
                int row = from + bit;
                present |= (isNotNumber(bytes, values + (long) bytes * row) ? 0L : 1L) << bit;
            }
            UnsafeApi.putLong(validity + (from >> 3), present);
            nulls += block - Long.bitCount(present);
        }
        return nulls;
    }

    private static boolean isNotNumber(int bytes, long address) {
        return switch (bytes) {
            // all bits of the exponent, and any of the fraction
            case 2 -> (UnsafeApi.getShort(address) & 0x7FFF) > 0x7C00;
            case 4 -> Float.isNaN(UnsafeApi.getFloat(address));
            default -> Double.isNaN(UnsafeApi.getDouble(address));
        };
    }

    /**
     * Marks the rows of views that have a length.
     *
     * @param lengths address of the four-byte lengths
     * @param validity address of one bit a row, in whole words
     * @return how many have none
     */
    public static int lengths(long lengths, int count, long validity) {
        return integers(4, lengths, count, 0, validity);
    }

    /** Puts an integer into the eight-byte places of nulls. */
    public static void fill(long values, long validity, int count, long nothing) {
        for (int row = 0; row < count; row++) {
            if (Bits.isNull(validity, row)) {
                UnsafeApi.putLong(values + 8L * row, nothing);
            }
        }
    }

    /** The first row that has no value, or -1. */
    public static int first(long validity, int count) {
        for (int row = 0; row < count; row++) {
            if (Bits.isNull(validity, row)) {
                return row;
            }
        }
        return -1;
    }

    /**
     * The first row with a value that is not a number, or -1.
     *
     * @param bytes 2 for floats of half precision, 4 for floats, 8 for doubles
     * @param values address of eight bytes a row, of which a narrower one has the first
     */
    public static int firstNotNumber(int bytes, long values, long validity, int count) {
        for (int row = 0; row < count; row++) {
            if (isNotNumber(bytes, values + 8L * row) && Bits.isPresent(validity, row)) {
                return row;
            }
        }
        return -1;
    }

    /** The first row with a value whose eight bytes are a certain integer, or -1. */
    public static int firstValue(long values, long validity, int count, long wanted) {
        for (int row = 0; row < count; row++) {
            if (UnsafeApi.getLong(values + 8L * row) == wanted && Bits.isPresent(validity, row)) {
                return row;
            }
        }
        return -1;
    }
}
