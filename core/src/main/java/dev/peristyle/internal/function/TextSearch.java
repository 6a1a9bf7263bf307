package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Whether a text contains, begins with, ends with or matches another. */
public final class TextSearch extends ScalarFunction {

    public static final ScalarFunction CONTAINS =
            new TextSearch("contains", dev.peristyle.internal.expression.kernel.TextSearch::contains);
    public static final ScalarFunction STARTS_WITH =
            new TextSearch("startsWith", dev.peristyle.internal.expression.kernel.TextSearch::startsWith);
    public static final ScalarFunction ENDS_WITH =
            new TextSearch("endsWith", dev.peristyle.internal.expression.kernel.TextSearch::endsWith);
    /** With % for any text and _ for one code point. */
    public static final ScalarFunction LIKE =
            new TextSearch("like", dev.peristyle.internal.expression.kernel.TextSearch::like);

    private final Loop loop;

    private TextSearch(String symbol, Loop loop) {
        super(symbol);
        this.loop = loop;
    }

    private interface Loop {

        void run(long texts, long lengths, long wanted, long wantedLengths, long validity, long bits, int rows);
    }

    @Override
    public boolean isInfix() {
        return this == LIKE;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.BOOLEAN, arguments, node);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new TextSearchStep(this, operands[0], operands[1]);
    }

    private static final class TextSearchStep extends Step {

        private final TextSearch function;

        TextSearchStep(TextSearch function, Vector text, Vector wanted) {
            super(new Vector(DataType.BOOLEAN), text, wanted);
            this.function = function;
        }

        @Override
        public void run(int rows) {
            Vector text = input(0);
            Vector wanted = input(1);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(text, wanted);
            function.loop.run(
                    text.values(),
                    text.lengths(),
                    wanted.values(),
                    wanted.lengths(),
                    result.validity(),
                    result.values(),
                    rows);
        }
    }
}
