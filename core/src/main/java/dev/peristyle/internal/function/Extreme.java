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

/** The least or the greatest of some values; nulls are left out, so that it is null where all of them are. */
public final class Extreme extends ScalarFunction {

    public static final ScalarFunction LEAST = new Extreme("least", Comparison.LE);
    public static final ScalarFunction GREATEST = new Extreme("greatest", Comparison.GE);

    private final Comparison wins;

    private Extreme(String symbol, Comparison wins) {
        super(symbol);
        this.wins = wins;
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    /** Takes the first of two unless the second is a value and wins, or the first is null. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        List<Bound> values = CommonType.convert(arguments, node);
        Bound result = values.get(0);
        for (Bound value : values.subList(1, values.size())) {
            Bound first = Comparisons.bind(wins, result, value, node);
            result = Choice.of(Logic.OR.of(NullTest.IS_NULL.of(value), first), result, value);
        }
        return result;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        throw new IllegalStateException("bound as choices");
    }
}
