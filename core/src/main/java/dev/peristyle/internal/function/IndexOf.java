package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Where a text first occurs in another one, in code points from 1; 0 where it does not. */
public final class IndexOf extends TextFunction {

    public static final ScalarFunction INDEX_OF = new IndexOf();

    private IndexOf() {
        super("indexOf");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.INT, arguments, node);
    }

    @Override
    TextRows rows(Apply apply) {
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int at = Bytes.indexOf(
                    text, length(operands[0], row), address(operands[1], row), length(operands[1], row), 0);
            out.number(at < 0 ? 0 : Utf8.codePoints(text, at) + 1);
        };
    }
}
