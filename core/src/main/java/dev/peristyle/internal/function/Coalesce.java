package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import java.util.List;

/** The first argument that is not null. */
public final class Coalesce extends ScalarFunction {

    public static final ScalarFunction COALESCE = new Coalesce();

    private Coalesce() {
        super("coalesce");
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        List<Bound> values = CommonType.convert(arguments, node);
        Bound result = values.get(values.size() - 1);
        for (int position = values.size() - 2; position >= 0; position--) {
            Bound value = values.get(position);
            result = Choice.of(NullTest.IS_NOT_NULL.of(value), value, result);
        }
        return result;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        throw new IllegalStateException("bound as choices");
    }
}
