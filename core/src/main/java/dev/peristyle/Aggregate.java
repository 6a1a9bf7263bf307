package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import java.util.Objects;
import java.util.Set;

/**
 * Something to compute for each group, such as {@code sum(col("price")).as("revenue")}. Start with {@link Aggregates}.
 * Immutable.
 */
public final class Aggregate {

    private static final Set<String> OF_A_ROW = Set.of("first", "last");

    private final String function;
    private final Node argument;
    // null where it is named like what it computes
    private final String name;

    private Aggregate(String function, Node argument, String name) {
        this.function = function;
        this.argument = argument;
        this.name = name;
    }

    /** An aggregate named like what it computes: {@code sum(price)}; a bare count of rows is {@code count}. */
    static Aggregate ofRows(String function) {
        return new Aggregate(function, null, null);
    }

    static Aggregate of(String function, Expression value) {
        return new Aggregate(function, Objects.requireNonNull(value, "value").node(), null);
    }

    /**
     * The same aggregate under a name of your own.
     *
     * @param columnName the name of the column of results
     * @return the aggregate
     */
    public Aggregate as(String columnName) {
        return new Aggregate(function, argument, Objects.requireNonNull(columnName, "columnName"));
    }

    /**
     * The same over those rows of a group for which a condition is true: {@code sum(col("price")).where(col("paid"))}. A group
     * without such rows is there all the same, with a count of 0 and nulls.
     *
     * @param condition a boolean expression
     * @return the aggregate
     * @throws IllegalArgumentException for {@code first} and {@code last}, which are the value of a certain row
     */
    public Aggregate where(Expression condition) {
        Objects.requireNonNull(condition, "condition");
        if (OF_A_ROW.contains(function)) {
            throw new IllegalArgumentException(
                    this + " is the value of a certain row, whatever the condition says of it; filter the"
                            + " rows before they are grouped, or take min, max or any where the condition is true");
        }
        Object value = argument == null ? Expressions.lit(1) : new Expression(argument);
        return new Aggregate(
                function,
                Expressions.when(condition).then(value).otherwiseNull().node(),
                name == null ? call() + " where " + condition : name);
    }

    String function() {
        return function;
    }

    Node argument() {
        return argument;
    }

    String name() {
        return name == null ? call() : name;
    }

    private String call() {
        if (argument == null) {
            return function;
        }
        int parameter = function.indexOf('(');
        return parameter < 0
                ? function + "(" + argument.describe() + ")"
                : function.substring(0, parameter + 1) + argument.describe() + ", " + function.substring(parameter + 1);
    }

    @Override
    public String toString() {
        String call = call();
        return name == null || call.equals(name) ? call : call + " as " + name;
    }
}
