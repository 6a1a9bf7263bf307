package dev.peristyle.internal.function;

import dev.peristyle.column.Column;
import dev.peristyle.column.RowView;
import dev.peristyle.internal.expression.ArgumentRow;
import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.BoundText;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.ground.TextBytes;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A function that a user wrote of several values of any types, which it is shown as a row. It is called for rows in which all have a value
 * and that matter, and for no others. Two are equal when they hold the same object and call the values the same.
 */
public final class MapRow extends TextFunction {

    /** What the function gives for a row. */
    private interface Call {
        void apply(RowView row, TextOutput out);

        /** Writes what there is no fault of the user in: memory may be missing. */
        default void write(TextOutput out) {}
    }

    private static final class TextCall implements Call {

        private final BiConsumer<? super RowView, ? super StringBuilder> operation;
        private final StringBuilder builder = new StringBuilder();
        private final TextBytes bytes = new TextBytes();
        private int length;

        TextCall(BiConsumer<? super RowView, ? super StringBuilder> operation) {
            this.operation = operation;
        }

        @Override
        public void apply(RowView row, TextOutput out) {
            builder.setLength(0);
            operation.accept(row, builder);
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
    private final List<String> names;
    private final Calls calls;

    private MapRow(Object operation, DataType type, List<String> names, Calls calls) {
        super("map");
        this.operation = Objects.requireNonNull(operation, "function");
        this.type = type;
        this.names = names;
        this.calls = calls;
    }

    /** Whether something holds of a row. */
    public static ScalarFunction toBoolean(List<String> names, Predicate<? super RowView> operation) {
        return new MapRow(operation, DataType.BOOLEAN, names, () -> (row, out) -> out.flag(operation.test(row)));
    }

    /** An int of a row. */
    public static ScalarFunction toInt(List<String> names, ToIntFunction<? super RowView> operation) {
        return new MapRow(operation, DataType.INT, names, () -> (row, out) -> out.number(operation.applyAsInt(row)));
    }

    /** A long of a row. */
    public static ScalarFunction toLong(List<String> names, ToLongFunction<? super RowView> operation) {
        return new MapRow(operation, DataType.LONG, names, () -> (row, out) -> out.number(operation.applyAsLong(row)));
    }

    /** A double of a row. */
    public static ScalarFunction toDouble(List<String> names, ToDoubleFunction<? super RowView> operation) {
        return new MapRow(
                operation, DataType.DOUBLE, names, () -> (row, out) -> out.number(operation.applyAsDouble(row)));
    }

    /** A text of a row. */
    public static ScalarFunction toText(
            List<String> names, BiConsumer<? super RowView, ? super StringBuilder> operation) {
        return new MapRow(operation, DataType.STRING, names, () -> new TextCall(operation));
    }

    @Override
    public boolean isFallible(DataType result) {
        return true;
    }

    /** Not in advance: whoever reads a query does not expect a call of his function before the query runs. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        List<Bound> typed = new ArrayList<>();
        for (Bound argument : arguments) {
            // a null of any type: no row is left to call the function for
            typed.add(Constants.isUntyped(argument) ? new Constant(DataType.BOOLEAN, null) : argument);
        }
        return new Apply(this, type, typed);
    }

    @Override
    TextRows rows(Apply apply) {
        List<DataType> types = new ArrayList<>();
        for (Bound argument : apply.arguments()) {
            types.add(argument.type());
        }
        return new Rows(
                apply, calls.open(), new ArgumentRow(ArgumentRow.schema(names, types)), new Column[types.size()]);
    }

    private record Rows(Apply apply, Call call, ArgumentRow view, Column[] columns) implements TextRows {

        @Override
        public void begin(Vector[] operands) {
            for (int operand = 0; operand < operands.length; operand++) {
                columns[operand] = operands[operand].column();
            }
            view.show(columns, 0);
        }

        @Override
        public void row(int row, Vector[] operands, TextOutput out) {
            view.moveTo(row);
            try {
                call.apply(view, out);
            } catch (RuntimeException failure) {
                throw RowFailure.inFunction(BoundText.of(apply) + ": the function", view, row, failure);
            }
            call.write(out);
        }

        @Override
        public void end() {
            view.end();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapRow that
                && operation == that.operation
                && type.equals(that.type)
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(operation);
    }
}
