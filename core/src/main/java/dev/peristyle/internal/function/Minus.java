package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.WideNumbers;

/** Difference. */
public final class Minus extends ArithmeticFunction {

    public static final ScalarFunction MINUS = new Minus();

    private Minus() {
        super("-");
    }

    @Override
    public long ofLongs(long left, long right) {
        return left - right;
    }

    @Override
    public long noticed(long left, long right, long outcome) {
        return (left ^ right) & (left ^ outcome);
    }

    @Override
    boolean wides(long left, long right, long result, int rows) {
        return WideNumbers.subtract(left, right, result, rows);
    }

    @Override
    public float ofFloats(float left, float right) {
        return left - right;
    }

    @Override
    public double ofDoubles(double left, double right) {
        return left - right;
    }
}
