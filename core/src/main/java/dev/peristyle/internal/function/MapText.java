package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.BoundText;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.ground.TextBytes;
import dev.peristyle.internal.ground.TextChars;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A function that a user wrote of a text, which it is shown as characters without an object for each. It is called for rows that have
 * values and that matter, and for no others. Two are equal when they hold the same object.
 */
public final class MapText extends TextFunction {

    private static final int SHOWN = 100;

    /** What the function gives for the text that is shown. */
    private interface Call {
        void apply(TextChars text, TextOutput out);

        /** Writes what there is no fault of the user in: memory may be missing. */
        default void write(TextOutput out) {}
    }

    private static final class TextCall implements Call {

        private final BiConsumer<? super CharSequence, ? super StringBuilder> operation;
        private final StringBuilder builder = new StringBuilder();
        private final TextBytes bytes = new TextBytes();
        private int length;

        TextCall(BiConsumer<? super CharSequence, ? super StringBuilder> operation) {
            this.operation = operation;
        }

        @Override
        public void apply(TextChars text, TextOutput out) {
            builder.setLength(0);
            operation.accept(text, builder);
            length = bytes.encode(builder);
        }

        @Override
        public void write(TextOutput out) {
            out.bytes(bytes.bytes(), length);
        }
    }

    /** A call for each thread, as it may need a place to write. */
    private interface Calls {
        Call open();
    }

    private final Object operation;
    private final DataType type;
    private final Calls calls;

    private MapText(Object operation, DataType type, Calls calls) {
        super("map");
        this.operation = Objects.requireNonNull(operation, "function");
        this.type = type;
        this.calls = calls;
    }

    /** Whether something holds of a text. */
    public static ScalarFunction toBoolean(Predicate<? super CharSequence> operation) {
        return new MapText(operation, DataType.BOOLEAN, () -> (text, out) -> out.flag(operation.test(text)));
    }

    /** An int of a text. */
    public static ScalarFunction toInt(ToIntFunction<? super CharSequence> operation) {
        return new MapText(operation, DataType.INT, () -> (text, out) -> out.number(operation.applyAsInt(text)));
    }

    /** A long of a text. */
    public static ScalarFunction toLong(ToLongFunction<? super CharSequence> operation) {
        return new MapText(operation, DataType.LONG, () -> (text, out) -> out.number(operation.applyAsLong(text)));
    }

    /** A double of a text. */
    public static ScalarFunction toDouble(ToDoubleFunction<? super CharSequence> operation) {
        return new MapText(operation, DataType.DOUBLE, () -> (text, out) -> out.number(operation.applyAsDouble(text)));
    }

    /** A text of a text. */
    public static ScalarFunction toText(BiConsumer<? super CharSequence, ? super StringBuilder> operation) {
        return new MapText(operation, DataType.STRING, () -> new TextCall(operation));
    }

    @Override
    public boolean isFallible(DataType result) {
        return true;
    }

    /** Not in advance: whoever reads a query does not expect a call of his function before the query runs. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return new Apply(this, type, List.of(TextArguments.text(arguments.get(0), node)));
    }

    @Override
    TextRows rows(Apply apply) {
        TextChars text = new TextChars();
        Call call = calls.open();
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
        return other instanceof MapText that && operation == that.operation && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(operation);
    }
}
