package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conditions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.NodeText;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.Condition;
import java.util.List;

/** Negation of SQL's three-valued logic. */
public final class Not extends ScalarFunction {

    public static final ScalarFunction NOT = new Not();

    private Not() {
        super("not");
    }

    @Override
    public void write(List<Node> arguments, NodeText text) {
        text.add("not ").part(arguments.get(0));
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return Folding.apply(this, DataType.BOOLEAN, Logic.condition(arguments.get(0), node));
    }

    @Override
    public Condition condition(Apply apply, Conditions conditions) {
        return new Condition.Not(conditions.part(apply.first()));
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new NotStep(operands[0]);
    }

    private static final class NotStep extends Step {

        NotStep(Vector operand) {
            super(new Vector(DataType.BOOLEAN), operand);
        }

        @Override
        public void run(int rows) {
            result().begin(rows);
            Bitmaps.not(input(0).values(), result().values(), rows);
            result().nullsOf(input(0));
        }
    }
}
