package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of one double, as {@link Math} has them: where there is no value, as for the root of -1, it is NaN. */
public final class Elementary extends ScalarFunction {

    public static final ScalarFunction SQRT = new Elementary("sqrt", Math::sqrt);
    public static final ScalarFunction EXP = new Elementary("exp", Math::exp);
    public static final ScalarFunction LN = new Elementary("ln", Math::log);
    public static final ScalarFunction LOG10 = new Elementary("log10", Math::log10);
    public static final ScalarFunction SIN = new Elementary("sin", Math::sin);
    public static final ScalarFunction COS = new Elementary("cos", Math::cos);
    public static final ScalarFunction TAN = new Elementary("tan", Math::tan);
    public static final ScalarFunction ASIN = new Elementary("asin", Math::asin);
    public static final ScalarFunction ACOS = new Elementary("acos", Math::acos);
    public static final ScalarFunction ATAN = new Elementary("atan", Math::atan);

    private final DoubleUnaryOperator operation;

    private Elementary(String symbol, DoubleUnaryOperator operation) {
        super(symbol);
        this.operation = operation;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound operand = Arithmetic.number(arguments.get(0), node);
        return Folding.apply(this, DataType.DOUBLE, Conversions.implicit(operand, DataType.DOUBLE, node));
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new LoopStep(apply.type(), Loops.doubles(Layout.FLOAT64, operation, Layout.FLOAT64), operands);
    }
}
