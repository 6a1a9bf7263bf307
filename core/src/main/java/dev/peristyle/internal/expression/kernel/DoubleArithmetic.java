package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Adds, subtracts and multiplies columns of binary64 numbers.
 */
public final class DoubleArithmetic {

    private DoubleArithmetic() {}

    /**
     * The sum.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void add(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first + second);
        }
    }

    /**
     * The sum with a scalar.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void addScalar(long left, double scalar, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            UnsafeApi.putDouble(result + offset, first + scalar);
        }
    }

    /**
     * The difference.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void subtract(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first - second);
        }
    }

    /**
     * A scalar less the values.
     *
     * @param scalar the value for every row
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void subtractFromScalar(double scalar, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, scalar - second);
        }
    }

    /**
     * The product.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void multiply(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first * second);
        }
    }

    /**
     * The product with a scalar.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void multiplyScalar(long left, double scalar, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            UnsafeApi.putDouble(result + offset, first * scalar);
        }
    }

    /**
     * The product with the difference of a scalar and another column, {@code left * (scalar - right)}: in one loop, because it is memory
     * that such loops wait for.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param right address of the values that are taken from it
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void multiplyDifference(long left, double scalar, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first * (scalar - second));
        }
    }

    /**
     * The product with the sum of another column and a scalar, {@code left * (scalar + right)}.
     *
     * @param left address of the left values
     * @param scalar the value for every row
     * @param right address of the values that are added to it
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void multiplySum(long left, double scalar, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first * (scalar + second));
        }
    }

    /**
     * The quotient.
     *
     * @param left address of the left values
     * @param right address of the right values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void divide(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first / second);
        }
    }
}
