package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** The code points of a text, the last one first. */
public final class ReverseText extends TextFunction {

    public static final ScalarFunction REVERSE = new ReverseText();

    private ReverseText() {
        super("reverse");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    @Override
    TextRows rows(Apply apply) {
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            long target = out.reserve(length);
            int from = 0;
            while (from < length) {
                int next = Utf8.skip(text, length, from, 1);
                UnsafeApi.copyMemory(text + from, target + length - next, next - from);
                from = next;
            }
            out.written(length);
        };
    }
}
