package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.TextSlice;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Some code points of a text: start from 1, or from -1 at the end, and length. */
public final class Substring extends ScalarFunction {

    public static final ScalarFunction SUBSTRING = new Substring();

    private Substring() {
        super("substring");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        int length = (Integer) ((Constant) arguments.get(2)).value();
        if (length < 0) {
            throw new IllegalArgumentException(node.describe() + ": the length must not be negative: " + length);
        }
        Bound text = TextArguments.text(arguments.get(0), node);
        return Folding.apply(this, DataType.STRING, text, arguments.get(1), arguments.get(2));
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new SubstringStep(operands[0], number(apply, 1), number(apply, 2));
    }

    private static int number(Apply apply, int position) {
        return (Integer) ((Constant) apply.argument(position)).value();
    }

    private static final class SubstringStep extends Step {

        private final int start;
        private final int count;

        SubstringStep(Vector operand, int start, int count) {
            super(new Vector(DataType.STRING), operand);
            this.start = start;
            this.count = count;
        }

        @Override
        public void run(int rows) {
            Vector source = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(source);
            TextSlice.substring(
                    source.values(),
                    source.lengths(),
                    source.validity(),
                    start,
                    count,
                    result.values(),
                    result.lengths(),
                    rows);
        }
    }
}
