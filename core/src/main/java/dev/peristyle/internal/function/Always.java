package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** The same outcome for every row that has a value; what a comparison becomes that can be decided by the types. */
final class Always extends ScalarFunction {

    private static final Always TRUE = new Always("isValue");
    private static final Always FALSE = new Always("isNoValue");

    private Always(String symbol) {
        super(symbol);
    }

    static Bound of(boolean outcome, Bound operand) {
        return Folding.apply(outcome ? TRUE : FALSE, DataType.BOOLEAN, operand);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        throw new IllegalStateException("comparisons become it");
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new AlwaysStep(operands[0], this == TRUE);
    }

    private static final class AlwaysStep extends Step {

        private final boolean outcome;

        AlwaysStep(Vector operand, boolean outcome) {
            super(new Vector(DataType.BOOLEAN), operand);
            this.outcome = outcome;
        }

        @Override
        public void run(int rows) {
            result().begin(rows);
            result().nullsOf(input(0));
            UnsafeApi.setMemory(result().values(), Bitmaps.bytes(rows), (byte) (outcome ? -1 : 0));
        }
    }
}
