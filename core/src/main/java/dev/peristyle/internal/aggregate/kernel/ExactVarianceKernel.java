package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/**
 * Exact sums of integers and of their squares. A record is the number of values, the sum, the sum of the squares: as words,
 * all zero at first.
 *
 * <pre>
 *   64 bits:   | count | sum: 2 words | squares: 3 words |
 *   128 bits:  | count | sum: 3 words | squares: 5 words |
 * </pre>
 */
public final class ExactVarianceKernel {

    /** Words of a sum of values of 64 bits. */
    public static final int SUM_WORDS = 2;

    /** Words of a sum of values of 128 bits. */
    public static final int WIDE_SUM_WORDS = WideKernel.SUM_WORDS;

    /** Words of a sum of squares of values of 64 bits. */
    public static final int SQUARE_WORDS = 3;

    /** Bytes of a record for values of 64 bits. */
    public static final int RECORD = 8 * (1 + SUM_WORDS + SQUARE_WORDS);

    /** Bytes of a record for values of 128 bits. */
    public static final int WIDE_RECORD = 8 * (1 + WIDE_SUM_WORDS + 5);

    private static final int SUM = 8;
    private static final int SQUARES = SUM + 8 * SUM_WORDS;
    private static final int WIDE_SQUARES = SUM + 8 * WIDE_SUM_WORDS;

    private ExactVarianceKernel() {}

    /** Adds each value of eight bytes to the record of its group; {@code validity} is 0 when there are no nulls. */
    public static void addByGroup(int rows, long groups, long values, long validity, long records) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isPresent(validity, row)) {
                long record = records + (long) RECORD * UnsafeApi.getInt(groups + 4L * row);
                add(record, UnsafeApi.getLong(values + 8L * row));
            }
        }
    }

    /**
     * The variance of a sample: (squares - sum² / count) / (count - 1), rounded after the only difference.
     *
     * @param sumWords of the sum in the record
     * @param squareWords of the sum of the squares
     */
    public static double variance(long record, int sumWords, int squareWords) {
        long count = UnsafeApi.getLong(record);
        BigInteger sum = WideKernel.integer(record + SUM, sumWords);
        BigInteger squares = WideKernel.integer(record + SUM + 8L * sumWords, squareWords);
        BigInteger deviations = squares.multiply(BigInteger.valueOf(count)).subtract(sum.multiply(sum));
        return deviations.doubleValue() / ((double) count * (count - 1));
    }

    private static void add(long record, long value) {
        UnsafeApi.putLong(record, UnsafeApi.getLong(record) + 1);
        long low = UnsafeApi.getLong(record + SUM) + value;
        UnsafeApi.putLong(record + SUM, low);
        UnsafeApi.putLong(
                record + SUM + 8, UnsafeApi.getLong(record + SUM + 8) + (value >> 63) + WideKernel.carry(low, value));
        long square = value * value;
        // below 2^62, so that a carry does not overflow it
        long squareHigh = Math.multiplyHigh(value, value);
        long first = UnsafeApi.getLong(record + SQUARES) + square;
        long add = squareHigh + WideKernel.carry(first, square);
        long second = UnsafeApi.getLong(record + SQUARES + 8) + add;
        UnsafeApi.putLong(record + SQUARES, first);
        UnsafeApi.putLong(record + SQUARES + 8, second);
        UnsafeApi.putLong(
                record + SQUARES + 16, UnsafeApi.getLong(record + SQUARES + 16) + WideKernel.carry(second, add));
    }

    /** Adds each value of 16 bytes to the record of its group; {@code validity} is 0 when there are no nulls. */
    public static void addWideByGroup(int rows, long groups, long values, long validity, long records) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isPresent(validity, row)) {
                long record = records + (long) WIDE_RECORD * UnsafeApi.getInt(groups + 4L * row);
                long low = UnsafeApi.getLong(values + 16L * row);
                long high = UnsafeApi.getLong(values + 16L * row + 8);
                UnsafeApi.putLong(record, UnsafeApi.getLong(record) + 1);
                WideKernel.add(record + SUM, low, high);
                addSquare(record + WIDE_SQUARES, low, high);
            }
        }
    }

    /** Schoolbook: of |value| = a * 2^64 + b the square is a² * 2^128 + 2ab * 2^64 + b², below 2^254. */
    private static void addSquare(long squares, long low, long high) {
        long sign = high >> 63;
        long b = (low ^ sign) - sign;
        long a = (high ^ sign) + (sign != 0 && b == 0 ? 1 : 0);
        addAt(squares, 0, b * b, multiplyHighUnsigned(b, b));
        long product = a * b;
        long productHigh = multiplyHighUnsigned(a, b);
        addAt(squares, 1, product, productHigh);
        addAt(squares, 1, product, productHigh);
        addAt(squares, 2, a * a, multiplyHighUnsigned(a, a));
    }

    private static void addAt(long number, int word, long low, long high) {
        long place = number + 8L * word;
        long first = UnsafeApi.getLong(place) + low;
        UnsafeApi.putLong(place, first);
        long carry = WideKernel.carry(first, low);
        long part = UnsafeApi.getLong(place + 8) + high;
        long second = part + carry;
        UnsafeApi.putLong(place + 8, second);
        carry = WideKernel.carry(part, high) + WideKernel.carry(second, carry);
        for (int next = word + 2; carry != 0; next++) {
            long sum = UnsafeApi.getLong(number + 8L * next) + carry;
            UnsafeApi.putLong(number + 8L * next, sum);
            carry = sum == 0 ? 1 : 0;
        }
    }

    /** Math.unsignedMultiplyHigh exists only from Java 18 on. */
    private static long multiplyHighUnsigned(long left, long right) {
        return Math.multiplyHigh(left, right) + (left >> 63 & right) + (right >> 63 & left);
    }
}
