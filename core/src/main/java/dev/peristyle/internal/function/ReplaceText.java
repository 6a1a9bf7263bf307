package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** A text with another one in place of each occurrence of a third; as it is where that is empty. */
public final class ReplaceText extends TextFunction {

    public static final ScalarFunction REPLACE = new ReplaceText();

    private ReplaceText() {
        super("replace");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    /** The result may be too long for a text. */
    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    TextRows rows(Apply apply) {
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            long old = address(operands[1], row);
            int oldLength = length(operands[1], row);
            int newLength = length(operands[2], row);
            int count = 0;
            int at = oldLength == 0 ? -1 : Bytes.indexOf(text, length, old, oldLength, 0);
            while (at >= 0) {
                count++;
                at = Bytes.indexOf(text, length, old, oldLength, at + oldLength);
            }
            if (count == 0) {
                out.slice(text, length);
                return;
            }
            long bytes = length + (long) count * (newLength - oldLength);
            long target = out.reserve(bytes);
            copy(text, length, old, oldLength, address(operands[2], row), newLength, target);
            out.written(bytes);
        };
    }

    private static void copy(
            long text, int length, long old, int oldLength, long replacement, int newLength, long target) {
        long to = target;
        int from = 0;
        int at = Bytes.indexOf(text, length, old, oldLength, 0);
        while (at >= 0) {
            UnsafeApi.copyMemory(text + from, to, at - from);
            to += at - from;
            UnsafeApi.copyMemory(replacement, to, newLength);
            to += newLength;
            from = at + oldLength;
            at = Bytes.indexOf(text, length, old, oldLength, from);
        }
        UnsafeApi.copyMemory(text + from, to, length - from);
    }
}
