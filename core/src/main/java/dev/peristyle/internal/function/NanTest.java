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
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Whether a number with a fraction is none: it equals NaN, which equals itself. */
public final class NanTest extends ScalarFunction {

    public static final ScalarFunction IS_NAN = new NanTest();

    private NanTest() {
        super("isNaN");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound value = arguments.get(0);
        if (Constants.isUntyped(value)) {
            return new Constant(DataType.BOOLEAN, null);
        }
        if (!(value.type() instanceof DataType.Floating)) {
            throw TypeErrors.mismatch(
                    node, "needs a float or double", "values of other types are never NaN; leave the test out", value);
        }
        return of(value, node);
    }

    static Bound of(Bound value, Node node) {
        return Comparisons.bind(Comparison.EQ, value, new Constant(DataType.DOUBLE, Double.NaN), node);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        throw new IllegalStateException("bound as a comparison");
    }
}
