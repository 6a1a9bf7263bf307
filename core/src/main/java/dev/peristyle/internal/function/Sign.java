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
import dev.peristyle.schema.DataType;
import java.util.List;

/** Whether a number is negative (-1), zero or NaN (0) or positive (1), as an int. */
public final class Sign extends ScalarFunction {

    public static final ScalarFunction SIGN = new Sign();

    private Sign() {
        super("sign");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound value = Arithmetic.number(arguments.get(0), node);
        if (Constants.isUntyped(value)) {
            return new Constant(DataType.INT, null);
        }
        Bound zero = new Constant(DataType.INT, 0);
        Bound negative = Comparisons.bind(Comparison.LT, value, zero, node);
        Bound positive = Comparisons.bind(Comparison.GT, value, zero, node);
        Bound sign = Choice.of(
                positive, new Constant(DataType.INT, 1), Choice.of(negative, new Constant(DataType.INT, -1), zero));
        if (value.type() instanceof DataType.Floating) {
            sign = Choice.of(NanTest.of(value, node), zero, sign);
        }
        return Choice.of(NullTest.IS_NULL.of(value), new Constant(DataType.INT, null), sign);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        throw new IllegalStateException("bound as choices");
    }
}
