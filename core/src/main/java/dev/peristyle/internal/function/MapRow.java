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
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * A function that a user wrote of several values of any types, which it is shown as a row. It is called for rows in which all have a value
 * and that matter, and for no others. Two are equal when they hold the same object and call the values the same.
 */
public final class MapRow extends TextFunction {

    private final UserFunction<RowView> function;
    private final List<String> names;

    /**
     * The function of values with names.
     *
     * @param names by which it asks for them, in their order
     * @param function what is shown each row
     */
    public MapRow(List<String> names, UserFunction<RowView> function) {
        super("map");
        this.function = function;
        this.names = names;
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
        return new Apply(this, function.type(), typed);
    }

    @Override
    TextRows rows(Apply apply) {
        List<DataType> types = new ArrayList<>();
        for (Bound argument : apply.arguments()) {
            types.add(argument.type());
        }
        return new Rows(
                apply, function.open(), new ArgumentRow(ArgumentRow.schema(names, types)), new Column[types.size()]);
    }

    private record Rows(Apply apply, UserFunction.Call<RowView> call, ArgumentRow view, Column[] columns)
            implements TextRows {

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
        return other instanceof MapRow that && function.equals(that.function) && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return function.hashCode();
    }
}
