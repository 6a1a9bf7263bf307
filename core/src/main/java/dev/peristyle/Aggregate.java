package dev.peristyle;

import dev.peristyle.internal.aggregate.AggregateFunction;
import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something to compute for each group, such as {@code sum(col("price")).as("revenue")}. Start with {@link Aggregates}.
 * Immutable.
 */
public final class Aggregate {

    private final AggregateFunction function;
    private final List<Node> arguments;
    // null where it is named like what it computes
    private final String name;

    // what it is computed from, and how, of columns called 0, 1, 2 …; null where it is a function of rows
    private final List<Aggregate> parts;
    private final Node computation;

    private Aggregate(AggregateFunction function, List<Node> arguments, String name) {
        this(function, arguments, name, null, null);
    }

    private Aggregate(
            AggregateFunction function, List<Node> arguments, String name, List<Aggregate> parts, Node computation) {
        this.function = function;
        this.arguments = arguments;
        this.name = name;
        this.parts = parts;
        this.computation = computation;
    }

    /** An aggregate named like what it computes: {@code sum(price)}; a bare count of rows is {@code count}. */
    static Aggregate ofRows(String function) {
        return new Aggregate(AggregateRegistry.named(function), List.of(), null);
    }

    static Aggregate of(String function, Expression value) {
        return of(AggregateRegistry.named(function), Objects.requireNonNull(value, "value"));
    }

    static Aggregate of(String function, Expression first, Expression second) {
        return of(
                AggregateRegistry.named(function),
                Objects.requireNonNull(first, "first"),
                Objects.requireNonNull(second, "second"));
    }

    static Aggregate of(AggregateFunction function, Expression... values) {
        List<Node> arguments = new ArrayList<>();
        for (Expression value : values) {
            arguments.add(value.node());
        }
        return new Aggregate(function, List.copyOf(arguments), null);
    }

    /**
     * The same aggregate under a name of your own.
     *
     * @param columnName the name of the column of results
     * @return the aggregate
     */
    public Aggregate as(String columnName) {
        return new Aggregate(function, arguments, Objects.requireNonNull(columnName, "columnName"), parts, computation);
    }

    /**
     * What is computed from the result of a group: {@code sum(col("price")).then(total -> total.round(2))}.
     *
     * @param computation makes an expression of the result
     * @return the aggregate
     */
    public Aggregate then(UnaryOperator<Expression> computation) {
        Objects.requireNonNull(computation, "computation");
        Expression result = computation.apply(new Expression(node()));
        return new Aggregate(null, List.of(), null, parts(), result.node());
    }

    /**
     * The sum of two results of a group, as {@link Expression#plus} has it.
     *
     * @param other an aggregate, or a value as for {@link Expressions#lit}
     * @return the aggregate
     */
    public Aggregate plus(Object other) {
        return computed(other, Expression::plus);
    }

    /**
     * The difference of two results of a group, as {@link Expression#minus} has it.
     *
     * @param other an aggregate, or a value as for {@link Expressions#lit}
     * @return the aggregate
     */
    public Aggregate minus(Object other) {
        return computed(other, Expression::minus);
    }

    /**
     * The product of two results of a group, as {@link Expression#times} has it.
     *
     * @param other an aggregate, or a value as for {@link Expressions#lit}
     * @return the aggregate
     */
    public Aggregate times(Object other) {
        return computed(other, Expression::times);
    }

    /**
     * The quotient of two results of a group, as {@link Expression#dividedBy} has it: {@code sum(col("price")).dividedBy(count())}.
     *
     * @param other an aggregate, or a value as for {@link Expressions#lit}
     * @return the aggregate
     */
    public Aggregate dividedBy(Object other) {
        return computed(other, Expression::dividedBy);
    }

    private Aggregate computed(Object other, BiFunction<Expression, Object, Expression> operation) {
        Objects.requireNonNull(other, "other");
        List<Aggregate> all = new ArrayList<>(parts());
        Object operand = other;
        if (other instanceof Aggregate aggregate) {
            List<String> columns = new ArrayList<>();
            for (Aggregate part : aggregate.parts()) {
                columns.add(String.valueOf(all.size()));
                all.add(part);
            }
            operand = aggregate.over(columns);
        }
        Expression result = operation.apply(new Expression(node()), operand);
        return new Aggregate(null, List.of(), null, List.copyOf(all), result.node());
    }

    /** Whether it is computed from others. */
    boolean isComputed() {
        return parts != null;
    }

    /** The functions of rows that it is computed from: itself where it is one. */
    List<Aggregate> parts() {
        return parts == null ? List.of(this) : parts;
    }

    private Node node() {
        return computation == null ? new Node.ColumnReference("0") : computation;
    }

    /** What is computed of columns that have the results of the parts. */
    Expression over(List<String> columns) {
        Map<String, String> names = new HashMap<>();
        for (int part = 0; part < columns.size(); part++) {
            names.put(String.valueOf(part), columns.get(part));
        }
        return new Expression(Node.rename(node(), names));
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
        if (isComputed()) {
            List<Aggregate> those =
                    parts.stream().map(part -> part.where(condition)).toList();
            return new Aggregate(
                    null, List.of(), name == null ? call() + " where " + condition : name, those, computation);
        }
        if (isOfARow()) {
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

    /** Its function of rows. */
    AggregateFunction function() {
        if (isComputed()) {
            throw new IllegalArgumentException(
                    this + " is computed from several aggregates, which a window does not do;"
                            + " compute each over the window, then the result with with(…)");
        }
        return function;
    }

    /** Whether it is, or is computed from, the value of a certain row. */
    boolean isOfARow() {
        return parts().stream().anyMatch(part -> part.function.isOfARow());
    }

    List<Node> arguments() {
        return arguments;
    }

    String name() {
        return name == null ? call() : name;
    }

    private String call() {
        if (isComputed()) {
            List<String> columns = new ArrayList<>();
            parts.forEach(part -> columns.add("_" + columns.size() + "_"));
            // the names of the parts as they are, where those of columns would be in quotes
            return Places.filled(over(columns).toString(), parts);
        }
        String function = this.function.name();
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

    /** What few need, so that no other run loads regular expressions for it. */
    private static final class Places {
        private static final Pattern PLACE = Pattern.compile("_([0-9]{1,9})_");

        /** Puts the names of parts into a text with their numbers; other numbers are of the text itself. */
        static String filled(String text, List<Aggregate> parts) {
            return PLACE.matcher(text).replaceAll(place -> {
                int part = Integer.parseInt(place.group(1));
                return Matcher.quoteReplacement(
                        part < parts.size() ? parts.get(part).name() : place.group());
            });
        }
    }
}
