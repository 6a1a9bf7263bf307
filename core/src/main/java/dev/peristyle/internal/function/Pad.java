package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** A text with so many code points at least, filled up with another one again and again. */
public final class Pad extends TextFunction {

    public static final ScalarFunction LEFT = new Pad("padLeft");
    public static final ScalarFunction RIGHT = new Pad("padRight");

    private Pad(String symbol) {
        super(symbol);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        if (((String) constant(arguments.get(2))).isEmpty()) {
            throw new IllegalArgumentException(node.describe() + ": nothing to fill up with; give a text such as ' '");
        }
        Bound text = TextArguments.text(arguments.get(0), node);
        return Folding.apply(this, DataType.STRING, text, arguments.get(1), arguments.get(2));
    }

    /** The result may be too long for a text. */
    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position == 1;
    }

    @Override
    TextRows rows(Apply apply) {
        int least = (Integer) constant(apply.argument(1));
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            int missing = least - Utf8.codePoints(text, length);
            if (missing <= 0) {
                out.slice(text, length);
                return;
            }
            long fill = address(operands[2], row);
            int fillLength = length(operands[2], row);
            int fillPoints = Utf8.codePoints(fill, fillLength);
            int rest = Utf8.skip(fill, fillLength, 0, missing % fillPoints);
            long filled = (long) (missing / fillPoints) * fillLength + rest;
            long target = out.reserve(filled + length);
            long padding = this == LEFT ? target : target + length;
            UnsafeApi.copyMemory(text, this == LEFT ? target + filled : target, length);
            for (long at = 0; at < filled; at += fillLength) {
                UnsafeApi.copyMemory(fill, padding + at, Math.min(fillLength, filled - at));
            }
            out.written(filled + length);
        };
    }
}
