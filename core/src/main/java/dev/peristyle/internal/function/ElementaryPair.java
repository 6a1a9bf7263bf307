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
import java.util.function.DoubleBinaryOperator;

/** Functions of two doubles, as {@link Math} has them. */
public final class ElementaryPair extends ScalarFunction {

    public static final ScalarFunction POWER = new ElementaryPair("power", Math::pow);
    public static final ScalarFunction ATAN2 = new ElementaryPair("atan2", Math::atan2);

    private final DoubleBinaryOperator operation;

    /** Made when it is first wanted; two threads may make one each. */
    private RowLoop loop;

    private ElementaryPair(String symbol, DoubleBinaryOperator operation) {
        super(symbol);
        this.operation = operation;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound first = Conversions.implicit(Arithmetic.number(arguments.get(0), node), DataType.DOUBLE, node);
        Bound second = Conversions.implicit(Arithmetic.number(arguments.get(1), node), DataType.DOUBLE, node);
        return Folding.apply(this, DataType.DOUBLE, first, second);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        RowLoop known = loop;
        if (known == null) {
            known = Loops.doubles(operation);
            loop = known;
        }
        return new LoopStep(apply.type(), known, operands);
    }
}
