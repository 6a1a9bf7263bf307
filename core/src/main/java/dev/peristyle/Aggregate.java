package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something to compute for each group, such as {@code sum(col("price")).as("revenue")}. Start with {@link Aggregates}.
 * Immutable.
 */
public final class Aggregate {

    private static final Set<String> OF_A_ROW = Set.of("first", "last");

    private final String function;
    private final List<Node> arguments;
    // null where it is named like what it computes
    private final String name;

    private Aggregate(String function, List<Node> arguments, String name) {
        this.function = function;
        this.arguments = arguments;
        this.name = name;
    }

    /** An aggregate named like what it computes: {@code sum(price)}; a bare count of rows is {@code count}. */
    static Aggregate ofRows(String function) {
        return new Aggregate(function, List.of(), null);
    }

    static Aggregate of(String function, Expression value) {
        return new Aggregate(
                function, List.of(Objects.requireNonNull(value, "value").node()), null);
    }

    static Aggregate of(String function, Expression first, Expression second) {
        return new Aggregate(
                function,
                List.of(
                        Objects.requireNonNull(first, "first").node(),
                        Objects.requireNonNull(second, "second").node()),
                null);
    }

    /**
     * The same aggregate under a name of your own.
     *
     * @param columnName the name of the column of results
     * @return the aggregate
     */
    public Aggregate as(String columnName) {
        return new Aggregate(function, arguments, Objects.requireNonNull(columnName, "columnName"));
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
        // rows in which one argument is null are left out
        Object value = arguments.isEmpty() ? Expressions.lit(1) : new Expression(arguments.get(0));
        List<Node> those = new ArrayList<>();
        those.add(Expressions.when(condition).then(value).otherwiseNull().node());
        those.addAll(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
        return new Aggregate(function, List.copyOf(those), name == null ? call() + " where " + condition : name);
    }

    String function() {
        return function;
    }

    List<Node> arguments() {
        return arguments;
    }

    String name() {
        return name == null ? call() : name;
    }

    private String call() {
        if (arguments.isEmpty()) {
            return function;
        }
        String described = arguments.stream().map(Node::describe).collect(Collectors.joining(", "));
        int parameter = function.indexOf('(');
        return parameter < 0
                ? function + "(" + described + ")"
                : function.substring(0, parameter + 1) + described + ", " + function.substring(parameter + 1);
    }

    @Override
    public String toString() {
        String call = call();
        return name == null || call.equals(name) ? call : call + " as " + name;
    }
}
