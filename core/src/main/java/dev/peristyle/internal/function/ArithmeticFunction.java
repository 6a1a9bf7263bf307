package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.NumberOperation;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.List;

/**
 * Sum, difference, product, quotient and remainder. A loop over longs says what it knows about the largest result: negative when
 * some row may have overflowed, else a number with at least as many bits as the largest magnitude.
 */
abstract class ArithmeticFunction extends ScalarFunction implements NumberOperation {

    ArithmeticFunction(String symbol) {
        super(symbol);
    }

    /** Decimals of 128 bits; returns whether a row may not fit. */
    abstract boolean wides(long left, long right, long result, int rows);

    @Override
    public long alsoNoticed(long left, long right, long outcome) {
        return outcome ^ outcome >> 63;
    }

    @Override
    public long summary(long overflows, long magnitudes) {
        return overflows & Long.MIN_VALUE | magnitudes;
    }

    @Override
    public final boolean isInfix() {
        return true;
    }

    @Override
    public final Bound bind(List<Bound> arguments, Node node) {
        return Arithmetic.bind(this, arguments, node);
    }

    @Override
    public boolean isFallible(DataType type) {
        return !(type instanceof DataType.Floating);
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return apply.type().layout() != Layout.INT128
                && !Constants.isNull(apply.argument(position))
                && (position == 1 || !(apply.second() instanceof Constant));
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new ArithmeticStep(apply, operands[0], operands[1], scope.mask());
    }
}
