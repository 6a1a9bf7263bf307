package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Adds, subtracts and multiplies columns of 64-bit integers. Each loop returns what it knows about the largest result:
 * negative when some row may have overflowed, else a number with at least as many bits as the largest magnitude. Rows
 * without a value count as well: who calls has to look for the row.
 */
public final class LongArithmetic {

    private LongArithmetic() {}

    /**
     * The sum.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return negative, or a number with the bits of the largest magnitude
     */
    public static long add(long left, long right, long result, int rows) {
        long overflow = 0;
        long bits = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long first = UnsafeApi.getLong(left + offset);
            long second = UnsafeApi.getLong(right + offset);
            long value = first + second;
            overflow |= (first ^ value) & (second ^ value);
            bits |= value ^ value >> 63;
            UnsafeApi.putLong(result + offset, value);
        }
        return overflow & Long.MIN_VALUE | bits;
    }

    /**
     * The sum with a scalar.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param result address of the results
     * @param rows the number of rows
     * @return negative, or a number with the bits of the largest magnitude
     */
    public static long addScalar(long left, long scalar, long result, int rows) {
        long overflow = 0;
        long bits = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long first = UnsafeApi.getLong(left + offset);
            long value = first + scalar;
            overflow |= (first ^ value) & (scalar ^ value);
            bits |= value ^ value >> 63;
            UnsafeApi.putLong(result + offset, value);
        }
        return overflow & Long.MIN_VALUE | bits;
    }

    /**
     * The difference.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return negative, or a number with the bits of the largest magnitude
     */
    public static long subtract(long left, long right, long result, int rows) {
        long overflow = 0;
        long bits = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long first = UnsafeApi.getLong(left + offset);
            long second = UnsafeApi.getLong(right + offset);
            long value = first - second;
            overflow |= (first ^ second) & (first ^ value);
            bits |= value ^ value >> 63;
            UnsafeApi.putLong(result + offset, value);
        }
        return overflow & Long.MIN_VALUE | bits;
    }

    /**
     * A scalar less the values.
     *
     * @param scalar the value for every row
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return negative, or a number with the bits of the largest magnitude
     */
    public static long subtractFromScalar(long scalar, long right, long result, int rows) {
        long overflow = 0;
        long bits = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long second = UnsafeApi.getLong(right + offset);
            long value = scalar - second;
            overflow |= (scalar ^ second) & (scalar ^ value);
            bits |= value ^ value >> 63;
            UnsafeApi.putLong(result + offset, value);
        }
        return overflow & Long.MIN_VALUE | bits;
    }

    /**
     * The product.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return negative, or a number with the bits of the largest magnitude
     */
    public static long multiply(long left, long right, long result, int rows) {
        long firstBits = 0;
        long secondBits = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long first = UnsafeApi.getLong(left + offset);
            long second = UnsafeApi.getLong(right + offset);
            firstBits |= first ^ first >> 63;
            secondBits |= second ^ second >> 63;
            UnsafeApi.putLong(result + offset, first * second);
        }
        return bitsOfProduct(firstBits, secondBits);
    }

    /**
     * The product with a scalar.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param result address of the results
     * @param rows the number of rows
     * @return negative, or a number with the bits of the largest magnitude
     */
    public static long multiplyScalar(long left, long scalar, long result, int rows) {
        long firstBits = 0;
        long secondBits = scalar ^ scalar >> 63;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long first = UnsafeApi.getLong(left + offset);
            firstBits |= first ^ first >> 63;
            UnsafeApi.putLong(result + offset, first * scalar);
        }
        return bitsOfProduct(firstBits, secondBits);
    }

    /** A factor f has a magnitude of at most 2^bits(f): a product has at most the bits of both. */
    private static long bitsOfProduct(long firstBits, long secondBits) {
        int bits = 128 - Long.numberOfLeadingZeros(firstBits) - Long.numberOfLeadingZeros(secondBits);
        return bits > 62 ? Long.MIN_VALUE : (1L << bits) | ((1L << bits) - 1);
    }
}
