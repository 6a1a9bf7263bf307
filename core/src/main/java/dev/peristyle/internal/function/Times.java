package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.WideNumbers;

/** Product. */
public final class Times extends ArithmeticFunction {

    public static final ScalarFunction TIMES = new Times();

    private Times() {
        super("*");
    }

    @Override
    public Apply lower(Apply apply, Compiler compiler, Scope scope) {
        return Factor.of(apply, compiler);
    }

    @Override
    public long ofLongs(long left, long right) {
        return left * right;
    }

    @Override
    public long noticed(long left, long right, long outcome) {
        return left ^ left >> 63;
    }

    @Override
    public long alsoNoticed(long left, long right, long outcome) {
        return right ^ right >> 63;
    }

    /** A factor f has a magnitude of at most 2^bits(f): a product has at most the bits of both. */
    @Override
    public long summary(long first, long second) {
        int bits = 128 - Long.numberOfLeadingZeros(first) - Long.numberOfLeadingZeros(second);
        return bits > 62 ? Long.MIN_VALUE : (1L << bits) | ((1L << bits) - 1);
    }

    @Override
    boolean wides(long left, long right, long result, int rows) {
        return WideNumbers.multiply(left, right, result, rows);
    }

    @Override
    public float ofFloats(float left, float right) {
        return left * right;
    }

    @Override
    public double ofDoubles(double left, double right) {
        return left * right;
    }
}
