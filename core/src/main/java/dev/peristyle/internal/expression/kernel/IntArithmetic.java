package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Adds, subtracts and multiplies columns of 32-bit integers. The result of each loop is not zero when some row overflowed, be it one without a
 * value: who calls has to look for the row.
 */
public final class IntArithmetic {

    private IntArithmetic() {}

    /**
     * The sum.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return 0 when no row overflowed
     */
    public static long add(long left, long right, long result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int first = UnsafeApi.getInt(left + offset);
            int second = UnsafeApi.getInt(right + offset);
            long value = (long) first + second;
            overflow |= value - (int) value;
            UnsafeApi.putInt(result + offset, (int) value);
        }
        return overflow;
    }

    /**
     * The sum with a scalar.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param result address of the results
     * @param rows the number of rows
     * @return 0 when no row overflowed
     */
    public static long addScalar(long left, int scalar, long result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int first = UnsafeApi.getInt(left + offset);
            long value = (long) first + scalar;
            overflow |= value - (int) value;
            UnsafeApi.putInt(result + offset, (int) value);
        }
        return overflow;
    }

    /**
     * The difference.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return 0 when no row overflowed
     */
    public static long subtract(long left, long right, long result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int first = UnsafeApi.getInt(left + offset);
            int second = UnsafeApi.getInt(right + offset);
            long value = (long) first - second;
            overflow |= value - (int) value;
            UnsafeApi.putInt(result + offset, (int) value);
        }
        return overflow;
    }

    /**
     * A scalar less the values.
     *
     * @param scalar the value for every row
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return 0 when no row overflowed
     */
    public static long subtractFromScalar(int scalar, long right, long result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int second = UnsafeApi.getInt(right + offset);
            long value = (long) scalar - second;
            overflow |= value - (int) value;
            UnsafeApi.putInt(result + offset, (int) value);
        }
        return overflow;
    }

    /**
     * The product.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     * @return 0 when no row overflowed
     */
    public static long multiply(long left, long right, long result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int first = UnsafeApi.getInt(left + offset);
            int second = UnsafeApi.getInt(right + offset);
            long value = (long) first * second;
            overflow |= value - (int) value;
            UnsafeApi.putInt(result + offset, (int) value);
        }
        return overflow;
    }

    /**
     * The product with a scalar.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param result address of the results
     * @param rows the number of rows
     * @return 0 when no row overflowed
     */
    public static long multiplyScalar(long left, int scalar, long result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int first = UnsafeApi.getInt(left + offset);
            long value = (long) first * scalar;
            overflow |= value - (int) value;
            UnsafeApi.putInt(result + offset, (int) value);
        }
        return overflow;
    }
}
