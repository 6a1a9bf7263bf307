package dev.peristyle;

import dev.peristyle.internal.aggregate.AggregateKind;
import dev.peristyle.internal.expression.Node;
import java.util.Objects;

/**
 * Something to compute for each group, such as {@code sum(col("price")).as("revenue")}. Start with {@link Aggregates}.
 * Immutable.
 */
public final class Aggregate {

    private final AggregateKind kind;
    private final Node argument;
    // null where it is named like what it computes
    private final String name;

    private Aggregate(AggregateKind kind, Node argument, String name) {
        this.kind = kind;
        this.argument = argument;
        this.name = name;
    }

    /** An aggregate named like what it computes: {@code sum(price)}; a bare count of rows is {@code count}. */
    static Aggregate of(AggregateKind kind, Expression argument) {
        return new Aggregate(kind, argument == null ? null : argument.node(), null);
    }

    /**
     * The same aggregate under a name of your own.
     *
     * @param columnName the name of the column of results
     * @return the aggregate
     */
    public Aggregate as(String columnName) {
        return new Aggregate(kind, argument, Objects.requireNonNull(columnName, "columnName"));
    }

    AggregateKind kind() {
        return kind;
    }

    Node argument() {
        return argument;
    }

    String name() {
        return name == null ? call() : name;
    }

    private String call() {
        return argument == null ? kind.method() : kind.method() + "(" + argument.describe() + ")";
    }

    @Override
    public String toString() {
        String call = call();
        return name == null || call.equals(name) ? call : call + " as " + name;
    }
}
