package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** A text without those code points at its ends that occur in another text. */
public final class Strip extends TextFunction {

    public static final ScalarFunction BOTH = new Strip("strip", true, true);
    public static final ScalarFunction START = new Strip("stripStart", true, false);
    public static final ScalarFunction END = new Strip("stripEnd", false, true);

    private final boolean atStart;
    private final boolean atEnd;

    private Strip(String symbol, boolean atStart, boolean atEnd) {
        super(symbol);
        this.atStart = atStart;
        this.atEnd = atEnd;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    @Override
    TextRows rows(Apply apply) {
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            long unwanted = address(operands[1], row);
            int unwantedLength = length(operands[1], row);
            int from = 0;
            int to = length(operands[0], row);
            while (atStart && from < to) {
                int next = Utf8.skip(text, to, from, 1);
                if (!isIn(unwanted, unwantedLength, text + from, next - from)) {
                    break;
                }
                from = next;
            }
            while (atEnd && to > from) {
                int last = to - 1;
                while (last > from && (UnsafeApi.getByte(text + last) & 0xC0) == 0x80) {
                    last--;
                }
                if (!isIn(unwanted, unwantedLength, text + last, to - last)) {
                    break;
                }
                to = last;
            }
            out.slice(text + from, to - from);
        };
    }

    /** Bytes of one code point are found in a text only where it is one. */
    private static boolean isIn(long text, int length, long codePoint, int bytes) {
        return Bytes.indexOf(text, length, codePoint, bytes, 0) >= 0;
    }
}
