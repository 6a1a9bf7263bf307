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
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** Number of code points of a text, or of bytes. */
public final class Length extends ScalarFunction {

    public static final ScalarFunction LENGTH = new Length();

    private Length() {
        super("length");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        if (arguments.get(0).type() instanceof DataType.Binary) {
            return Folding.apply(this, DataType.INT, arguments.get(0));
        }
        return TextArguments.bind(this, DataType.INT, arguments, node);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new LengthStep(operands[0]);
    }

    private static final class LengthStep extends Step {

        LengthStep(Vector operand) {
            super(new Vector(DataType.INT), operand);
        }

        @Override
        public void run(int rows) {
            Vector source = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(source);
            if (source.type() instanceof DataType.Binary) {
                UnsafeApi.copyMemory(source.lengths(), result.values(), 4L * rows);
                return;
            }
            Utf8.codePointCounts(source.values(), source.lengths(), source.validity(), result.values(), rows);
        }
    }
}
