package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.WideNumbers;

/** Sum. */
public final class Plus extends ArithmeticFunction {

    public static final ScalarFunction PLUS = new Plus();

    private Plus() {
        super("+");
    }

    @Override
    public long ofLongs(long left, long right) {
        return left + right;
    }

    @Override
    public long noticed(long left, long right, long outcome) {
        return (left ^ outcome) & (right ^ outcome);
    }

    @Override
    boolean wides(long left, long right, long result, int rows) {
        return WideNumbers.add(left, right, result, rows);
    }

    @Override
    public float ofFloats(float left, float right) {
        return left + right;
    }

    @Override
    public double ofDoubles(double left, double right) {
        return left + right;
    }
}
