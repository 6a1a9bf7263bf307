package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.BoundText;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.ground.TextChars;
import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * A function that a user wrote of a text, which it is shown as characters without an object for each. It is called for rows that have
 * values and that matter, and for no others. Two are equal when they hold the same object.
 */
public final class MapText extends TextFunction {

    private static final int SHOWN = 100;

    private final UserFunction<CharSequence> function;

    /** @param function what is shown each text */
    public MapText(UserFunction<CharSequence> function) {
        super("map");
        this.function = function;
    }

    @Override
    public boolean isFallible(DataType result) {
        return true;
    }

    /** Not in advance: whoever reads a query does not expect a call of his function before the query runs. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return new Apply(this, function.type(), List.of(TextArguments.text(arguments.get(0), node)));
    }

    @Override
    TextRows rows(Apply apply) {
        TextChars text = new TextChars();
        UserFunction.Call<CharSequence> call = function.open();
        return (row, operands, out) -> {
            text.show(address(operands[0], row), length(operands[0], row));
            try {
                call.apply(text, out);
            } catch (RuntimeException failure) {
                throw new RowFailure(
                        row,
                        BoundText.of(apply) + ": the function failed for " + shown(text) + ": " + failure,
                        failure);
            }
            call.write(out);
        };
    }

    private static String shown(TextChars text) {
        return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.subSequence(0, SHOWN) + "…'";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapText that && function.equals(that.function);
    }

    @Override
    public int hashCode() {
        return function.hashCode();
    }
}
