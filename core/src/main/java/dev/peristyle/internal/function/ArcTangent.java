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

/** The angle of a point, given as y and x, from -π to π. */
public final class ArcTangent extends ScalarFunction {

    public static final ScalarFunction ATAN2 = new ArcTangent();

    private final RowLoop loop = Loops.doubles(Math::atan2);

    private ArcTangent() {
        super("atan2");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound y = Conversions.implicit(Arithmetic.number(arguments.get(0), node), DataType.DOUBLE, node);
        Bound x = Conversions.implicit(Arithmetic.number(arguments.get(1), node), DataType.DOUBLE, node);
        return Folding.apply(this, DataType.DOUBLE, y, x);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new LoopStep(apply.type(), loop, operands);
    }
}
