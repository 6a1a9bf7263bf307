package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/** Integers of 128 bits, and sums in as many words as they need: two's complement, the lowest word first. */
public final class WideKernel {

    /** Words of a sum of values of 128 bits. */
    public static final int SUM_WORDS = 3;

    private WideKernel() {}

    /** Adds each value of 16 bytes to the sum of its group; {@code validity} is 0 when there are no nulls. */
    public static void addByGroup(int rows, long groups, long values, long validity, long sums) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isPresent(validity, row)) {
                add(
                        sums + (long) SUM_WORDS * Long.BYTES * UnsafeApi.getInt(groups + 4L * row),
                        UnsafeApi.getLong(values + 16L * row),
                        UnsafeApi.getLong(values + 16L * row + 8));
            }
        }
    }

    /** Adds a value of 128 bits to a sum. */
    static void add(long sum, long low, long high) {
        long newLow = UnsafeApi.getLong(sum) + low;
        long carry = carry(newLow, low);
        long oldHigh = UnsafeApi.getLong(sum + 8);
        long partHigh = oldHigh + high;
        long newHigh = partHigh + carry;
        UnsafeApi.putLong(sum, newLow);
        UnsafeApi.putLong(sum + 8, newHigh);
        UnsafeApi.putLong(
                sum + 16, UnsafeApi.getLong(sum + 16) + (high >> 63) + carry(partHigh, high) + carry(newHigh, carry));
    }

    /** 1 if an unsigned sum is below one of its parts, which is when it has wrapped. */
    static long carry(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }

    /** Adds a number of some words to another one. */
    public static void addWords(long number, long other, int words) {
        long carry = 0;
        for (int word = 0; word < words; word++) {
            long part = UnsafeApi.getLong(other + 8L * word);
            long first = UnsafeApi.getLong(number + 8L * word) + part;
            long sum = first + carry;
            carry = carry(first, part) + carry(sum, carry);
            UnsafeApi.putLong(number + 8L * word, sum);
        }
    }

    /** A number of some words. */
    public static BigInteger integer(long number, int words) {
        BigInteger value = BigInteger.valueOf(UnsafeApi.getLong(number + 8L * (words - 1)));
        for (int word = words - 2; word >= 0; word--) {
            long bits = UnsafeApi.getLong(number + 8L * word);
            value = value.shiftLeft(Integer.SIZE)
                    .or(BigInteger.valueOf(bits >>> Integer.SIZE))
                    .shiftLeft(Integer.SIZE)
                    .or(BigInteger.valueOf(bits & 0xFFFF_FFFFL));
        }
        return value;
    }

    /** Widens unsigned integers of eight bytes to 16 bytes. */
    public static void widenUnsigned(int rows, long values, long out) {
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(out + 16L * row, UnsafeApi.getLong(values + 8L * row));
            UnsafeApi.putLong(out + 16L * row + 8, 0);
        }
    }

    /**
     * Writes each value of 16 bytes as 16 bytes that compare as the values do when taken byte by byte, unsigned, and a view
     * of them. {@link #ofOrderedBytes} is the way back.
     */
    public static void orderedBytes(int rows, long values, long bytes, long addresses, long lengths) {
        for (int row = 0; row < rows; row++) {
            long target = bytes + 16L * row;
            long high = UnsafeApi.getLong(values + 16L * row + 8) ^ Long.MIN_VALUE;
            long low = UnsafeApi.getLong(values + 16L * row);
            UnsafeApi.putLong(target, Long.reverseBytes(high));
            UnsafeApi.putLong(target + 8, Long.reverseBytes(low));
            UnsafeApi.putLong(addresses + 8L * row, target);
            UnsafeApi.putInt(lengths + 4L * row, 16);
        }
    }

    /** Writes the value of 16 bytes that {@link #orderedBytes} has written. */
    public static void ofOrderedBytes(long bytes, long value) {
        long high = Long.reverseBytes(UnsafeApi.getLong(bytes)) ^ Long.MIN_VALUE;
        UnsafeApi.putLong(value, Long.reverseBytes(UnsafeApi.getLong(bytes + 8)));
        UnsafeApi.putLong(value + 8, high);
    }
}
