package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.TextSlice;
import dev.peristyle.schema.DataType;
import java.util.List;

/** A text without spaces at both ends. */
public final class Trim extends ScalarFunction {

    public static final ScalarFunction TRIM = new Trim();

    private Trim() {
        super("trim");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new TrimStep(operands[0]);
    }

    private static final class TrimStep extends Step {

        TrimStep(Vector operand) {
            super(new Vector(DataType.STRING), operand);
        }

        @Override
        public void run(int rows) {
            Vector source = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(source);
            TextSlice.trim(
                    source.values(), source.lengths(), source.validity(), result.values(), result.lengths(), rows);
        }
    }
}
