package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conditions;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.NodeText;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.Condition;
import java.util.List;

/** Whether there is a value; never null itself. */
public final class NullTest extends ScalarFunction {

    public static final NullTest IS_NULL = new NullTest("is null");
    public static final NullTest IS_NOT_NULL = new NullTest("is not null");

    private NullTest(String symbol) {
        super(symbol);
    }

    @Override
    public void write(List<Node> arguments, NodeText text) {
        text.part(arguments.get(0)).add(" " + symbol());
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return of(arguments.get(0));
    }

    Bound of(Bound argument) {
        if (argument instanceof Constant constant) {
            return constant.isNull() == (this == IS_NULL) ? Constants.TRUE : Constants.FALSE;
        }
        return new Apply(this, DataType.BOOLEAN, argument);
    }

    @Override
    public Condition condition(Apply apply, Conditions conditions) {
        if (!(apply.first() instanceof Bound.Input input)) {
            return null;
        }
        Condition isNull = new Condition.IsNull(input.name());
        return this == IS_NULL ? isNull : new Condition.Not(isNull);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new NullTestStep(operands[0], this == IS_NULL);
    }

    private static final class NullTestStep extends Step {

        private final boolean trueForNull;

        NullTestStep(Vector operand, boolean trueForNull) {
            super(new Vector(DataType.BOOLEAN), operand);
            this.trueForNull = trueForNull;
        }

        @Override
        public void run(int rows) {
            result().begin(rows);
            if (trueForNull) {
                Bitmaps.not(input(0).validity(), result().values(), rows);
            } else {
                Bitmaps.copy(input(0).validity(), result().values(), rows);
            }
        }
    }
}
