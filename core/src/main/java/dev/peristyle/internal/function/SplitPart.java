package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.schema.DataType;
import java.util.List;

/** One of the parts between delimiters: from 1, or from -1 at the end; empty where there is none. */
public final class SplitPart extends TextFunction {

    public static final ScalarFunction SPLIT_PART = new SplitPart();

    private SplitPart() {
        super("splitPart");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        if ((Integer) constant(arguments.get(2)) == 0) {
            throw new IllegalArgumentException(
                    node.describe() + ": parts are counted from 1, or from -1 at the end; there is no part 0");
        }
        return Folding.apply(
                this,
                DataType.STRING,
                TextArguments.text(arguments.get(0), node),
                TextArguments.text(arguments.get(1), node),
                arguments.get(2));
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position == 2;
    }

    @Override
    TextRows rows(Apply apply) {
        int part = (Integer) constant(apply.argument(2));
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            long delimiter = address(operands[1], row);
            int delimiterLength = length(operands[1], row);
            int wanted = part > 0 ? part : count(text, length, delimiter, delimiterLength) + part + 1;
            slice(text, length, delimiter, delimiterLength, wanted, out);
        };
    }

    private static int next(long text, int length, long delimiter, int delimiterLength, int from) {
        return delimiterLength == 0 ? -1 : Bytes.indexOf(text, length, delimiter, delimiterLength, from);
    }

    private static int count(long text, int length, long delimiter, int delimiterLength) {
        int count = 1;
        int at = next(text, length, delimiter, delimiterLength, 0);
        while (at >= 0) {
            count++;
            at = next(text, length, delimiter, delimiterLength, at + delimiterLength);
        }
        return count;
    }

    private static void slice(long text, int length, long delimiter, int delimiterLength, int wanted, TextOutput out) {
        int from = 0;
        int end = next(text, length, delimiter, delimiterLength, 0);
        for (int part = 1; part < wanted && end >= 0; part++) {
            from = end + delimiterLength;
            end = next(text, length, delimiter, delimiterLength, from);
            if (part + 1 == wanted) {
                out.slice(text + from, (end < 0 ? length : end) - from);
                return;
            }
        }
        if (wanted == 1) {
            out.slice(text, end < 0 ? length : end);
        } else {
            out.slice(text, 0);
        }
    }
}
