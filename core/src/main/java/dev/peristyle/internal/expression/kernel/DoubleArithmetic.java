package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Products with sums and differences of binary64 numbers: three operands, which no template has. */
public final class DoubleArithmetic {

    private DoubleArithmetic() {}

    /**
     * The product with the difference of a scalar and another column, {@code left * (scalar - right)}: in one loop, because it is memory
     * that such loops wait for.
     *
     * @param right address of the values that are taken from it
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
     * @param right address of the values that are added to it
     */
    public static void multiplySum(long left, double scalar, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            double first = UnsafeApi.getDouble(left + offset);
            double second = UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, first * (scalar + second));
        }
    }
}
