package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.schema.DataType;

/** Quotient, always a double. */
public final class Divide extends ArithmeticFunction {

    public static final ScalarFunction DIVIDE = new Divide();

    private Divide() {
        super("/");
    }

    @Override
    public boolean isFallible(DataType type) {
        return false;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return false;
    }

    private static IllegalStateException noLoop() {
        return new IllegalStateException("quotients are doubles");
    }

    @Override
    public long ofLongs(long left, long right) {
        throw noLoop();
    }

    @Override
    boolean wides(long left, long right, long result, int rows) {
        throw noLoop();
    }

    @Override
    public float ofFloats(float left, float right) {
        throw noLoop();
    }

    @Override
    public double ofDoubles(double left, double right) {
        return left / right;
    }
}
