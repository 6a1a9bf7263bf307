package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import java.util.List;

/** The first value; null where it equals the second. */
public final class NullIf extends ScalarFunction {

    public static final ScalarFunction NULL_IF = new NullIf();

    private NullIf() {
        super("nullIf");
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound value = arguments.get(0);
        Bound equal = Comparisons.bind(Comparison.EQ, value, arguments.get(1), node);
        return Choice.of(equal, new Constant(value.type(), null), value);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        throw new IllegalStateException("bound as a choice");
    }
}
