package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** A text so many times; empty where that is not positive. */
public final class RepeatText extends TextFunction {

    public static final ScalarFunction REPEAT = new RepeatText();

    private RepeatText() {
        super("repeat");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound times = Conversions.implicit(Integers.of(arguments.get(1), node), DataType.LONG, node);
        return Folding.apply(this, DataType.STRING, TextArguments.text(arguments.get(0), node), times);
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
            long times = length == 0 ? 0 : Math.max(0, UnsafeApi.getLong(operands[1].values() + 8L * row));
            long bytes = times > Integer.MAX_VALUE ? times : times * length;
            long target = out.reserve(bytes);
            for (long at = 0; at < bytes; at += length) {
                UnsafeApi.copyMemory(text, target + at, length);
            }
            out.written(bytes);
        };
    }
}
