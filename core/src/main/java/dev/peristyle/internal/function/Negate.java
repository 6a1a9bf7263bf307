package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.NodeText;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Sign change. */
public final class Negate extends ScalarFunction {

    public static final ScalarFunction NEGATE = new Negate();

    private Negate() {
        super("-");
    }

    @Override
    public void write(List<Node> arguments, NodeText text) {
        text.add("-").part(arguments.get(0));
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        if (arguments.get(0).type() instanceof DataType.Duration type) {
            return Folding.apply(Minus.MINUS, type, new Constant(type, 0L), arguments.get(0));
        }
        Bound operand = Arithmetic.number(arguments.get(0), node);
        if (Constants.isUntyped(operand)) {
            return operand;
        }
        DataType type = operand.type();
        if (type instanceof DataType.Floating) {
            return Folding.apply(Times.TIMES, type, operand, Conversions.implicit(Constants.of(-1), type, node));
        }
        return Folding.apply(Minus.MINUS, type, Conversions.implicit(Constants.of(0), type, node), operand);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        throw new IllegalStateException("bound as a difference or product");
    }
}
