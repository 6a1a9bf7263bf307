package dev.peristyle;

import java.util.List;

/** A pipeline whose rows are about to be grouped; {@link #aggregate} says what to compute for each group. Immutable. */
public final class GroupedPipeline {

    private final Pipeline input;
    private final List<String> keys;

    GroupedPipeline(Pipeline input, List<String> keys) {
        this.input = input;
        this.keys = keys;
    }

    /**
     * One row a group: the key columns, then one column for each aggregate. Groups come in the order in which they first
     * appear. Nulls form a group of their own.
     *
     * @param aggregates what to compute, such as {@code sum(col("price")).as("price")}
     * @return the groups
     * @throws IllegalArgumentException when a column is unknown, an aggregate is not defined for its type, or two columns
     *     of the result have the same name
     */
    public Pipeline aggregate(Aggregate... aggregates) {
        return input.aggregated(keys, List.of(aggregates));
    }
}
