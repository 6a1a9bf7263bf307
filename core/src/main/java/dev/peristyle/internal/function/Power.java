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
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.DataType;
import java.util.List;

/** One number to the power of another, as a double. */
public final class Power extends ScalarFunction {

    public static final ScalarFunction POWER = new Power();

    private final RowLoop loop = Loops.doubles(Math::pow);

    private Power() {
        super("power");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound base = Conversions.implicit(Arithmetic.number(arguments.get(0), node), DataType.DOUBLE, node);
        Bound exponent = Conversions.implicit(Arithmetic.number(arguments.get(1), node), DataType.DOUBLE, node);
        return Folding.apply(this, DataType.DOUBLE, base, exponent);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new LoopStep(apply.type(), loop, operands);
    }
}
