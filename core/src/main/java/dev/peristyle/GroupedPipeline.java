package dev.peristyle;

import dev.peristyle.internal.check.Arguments;
import java.util.List;
import java.util.Objects;

/** A pipeline whose rows are about to be grouped; {@link #aggregate} says what to compute for each group. Immutable. */
public final class GroupedPipeline {

    private final Pipeline input;
    private final List<String> keys;

    GroupedPipeline(Pipeline input, List<String> keys) {
        this.input = input;
        this.keys = keys;
    }

    /**
     * One row per group: the key columns, then one column for each aggregate. Groups come in the order in which they
     * first appear. Nulls form a group of their own.
     *
     * @param aggregates what to compute, such as {@code sum(col("price")).as("price")}
     * @return the groups
     * @throws IllegalArgumentException when a column is unknown, an aggregate is not defined for its type, or two
     *     columns of the result have the same name
     */
    public Pipeline aggregate(Aggregate... aggregates) {
        return input.aggregated(keys, Arguments.list("aggregates", aggregates));
    }

    /**
     * The first rows of each group in some order, whole: {@code groupBy("country").top(3, desc("revenue"))}. Groups come in the order
     * in which they first appear, the rows of each in the given order, and of equal ones the earlier first. Nulls form a group of
     * their own.
     *
     * <p>While the groups fit in an eighth of the memory limit and at most 64 rows of each are wanted, rows that cannot be among the
     * first are dropped as they come. All others are sorted.
     *
     * @param count how many rows of a group at most, 0 or more
     * @param order what decides, the first one first; without any it is the order in which rows come
     * @return the rows
     * @throws IllegalArgumentException when a column is unknown or the count is negative
     */
    public Pipeline top(long count, SortKey... order) {
        return input.top(keys, count, Arguments.list("order", order), false);
    }

    /**
     * Spreads aggregates over columns, one for each value of a column:
     * {@code groupBy("country").pivot("year", List.of(2023, 2024)).aggregate(sum(col("revenue")))}. Where the values are not known,
     * {@link Pipeline#valuesOf} reads them.
     *
     * @param column the column whose values become columns; not a key
     * @param values its values, each once, as for {@link Expressions#lit}
     * @return what {@link PivotedPipeline#aggregate} is called on
     * @throws IllegalArgumentException when the column is unknown or a key, or there are no values
     */
    public PivotedPipeline pivot(String column, List<?> values) {
        Objects.requireNonNull(column, "column");
        List<Object> given = Arguments.list("values", values);
        input.schema().indexOf(column);
        if (keys.contains(column)) {
            throw new IllegalArgumentException(
                    "'" + column + "' is a key of the groups, so that each has one value of it; pivot another"
                            + " column, or leave it out of groupBy");
        }
        if (given.isEmpty()) {
            throw new IllegalArgumentException(
                    "pivot needs the values of '" + column + "' that become columns, such as List.of(2023, 2024)");
        }
        return new PivotedPipeline(input, keys, column, given);
    }
}
