package dev.peristyle;

import dev.peristyle.column.RowView;
import dev.peristyle.internal.expression.ArgumentRow;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.MapRow;
import dev.peristyle.internal.function.UserFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Functions of your own of several values of any types: {@code row(col("country"), col("price")).mapToDouble(row ->
 * rate(row.getText(0)) * row.getDouble(1))}. Start with {@link Expressions#row}. Immutable.
 *
 * <p>The function is shown the values through a {@link RowView}, by position or by the name of a column, with no object for each row: what it is
 * given is only valid during the call. It is called for rows in which no value is null and that a choice reaches; where one is null the result is.
 * It is called by several threads at a time, and must give the same for the same values. What it throws ends the run with a {@link
 * dev.peristyle.error.ComputationException} that names the values and the place of the row.
 */
public final class RowOperations {

    private final List<Node> values;
    private final List<String> names;

    RowOperations(List<Node> values) {
        this.values = List.copyOf(values);
        // now, because the columns may be called otherwise where it is computed
        this.names = ArgumentRow.names(values);
    }

    private Expression with(ScalarFunction function) {
        List<Object> others = new ArrayList<>();
        for (Node other : values.subList(1, values.size())) {
            others.add(new Expression(other));
        }
        return Expression.call(function, values.get(0), others.toArray());
    }

    /**
     * Whether a condition of your own holds.
     *
     * @param condition tells it of a row
     * @return the expression, a boolean
     */
    public Expression mapToBoolean(Predicate<? super RowView> condition) {
        return with(new MapRow(names, UserFunction.toBoolean(condition)));
    }

    /**
     * An int by a function of your own.
     *
     * @param function computes it of a row
     * @return the expression, an int
     */
    public Expression mapToInt(ToIntFunction<? super RowView> function) {
        return with(new MapRow(names, UserFunction.toInt(function)));
    }

    /**
     * A long by a function of your own.
     *
     * @param function computes it of a row
     * @return the expression, a long
     */
    public Expression mapToLong(ToLongFunction<? super RowView> function) {
        return with(new MapRow(names, UserFunction.toLong(function)));
    }

    /**
     * A double by a function of your own.
     *
     * @param function computes it of a row
     * @return the expression, a double
     */
    public Expression mapToDouble(ToDoubleFunction<? super RowView> function) {
        return with(new MapRow(names, UserFunction.toDouble(function)));
    }

    /**
     * A text by a function of your own, {@code (row, out) -> out.append(row.getText(0)).append(row.getLong(1))}.
     *
     * @param function appends to a builder, which is empty at each call and valid only during it
     * @return the expression, a string
     */
    public Expression map(BiConsumer<? super RowView, ? super StringBuilder> function) {
        return with(new MapRow(names, UserFunction.toText(function)));
    }
}
