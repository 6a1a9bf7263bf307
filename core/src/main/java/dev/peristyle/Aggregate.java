package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import java.util.Objects;

/**
 * Something to compute for each group, such as {@code sum(col("price")).as("revenue")}. Start with {@link Aggregates}.
 * Immutable.
 */
public final class Aggregate {

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

    /** The same over the rows for which a condition is true; not for one that is the value of a certain row. */
    Aggregate where(Expression condition) {
        Object value = argument == null ? Expressions.lit(1) : new Expression(argument);
        return new Aggregate(
                function,
                Expressions.when(condition).then(value).otherwiseNull().node(),
                name());
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
        return argument == null ? function : function + "(" + argument.describe() + ")";
    }

    @Override
    public String toString() {
        String call = call();
        return name == null || call.equals(name) ? call : call + " as " + name;
    }
}
