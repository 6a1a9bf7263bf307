package dev.peristyle;

import dev.peristyle.internal.check.Arguments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Groups whose aggregates are about to be spread over columns; {@link #aggregate} says what to compute. Immutable. */
public final class PivotedPipeline {

    private final Pipeline input;
    private final List<String> keys;
    private final String column;
    private final List<Object> values;

    PivotedPipeline(Pipeline input, List<String> keys, String column, List<Object> values) {
        this.input = input;
        this.keys = keys;
        this.column = column;
        this.values = values;
    }

    /**
     * One row per group: the key columns, then for each value one column for each aggregate over the rows of the group that have that
     * value. With one aggregate they are named like the values ({@code 2024}), with several like both ({@code 2024_revenue}). Rows
     * with other values, or none, count for nothing, but their groups come out. Groups come in the order in which they first appear.
     *
     * @param aggregates what to compute, such as {@code sum(col("revenue")).as("revenue")}; not {@code first} and {@code last}
     * @return the groups
     * @throws IllegalArgumentException when an aggregate does not fit its type, or two columns of the result have the same name
     */
    public Pipeline aggregate(Aggregate... aggregates) {
        List<Aggregate> wanted = Arguments.list("aggregates", aggregates);
        List<Aggregate> spread = new ArrayList<>();
        for (Object given : values) {
            // what is read from an unsigned long
            Object value = given instanceof BigInteger integer ? new BigDecimal(integer) : given;
            Expression matches = Expressions.col(column).eq(value);
            for (Aggregate aggregate : wanted) {
                if (aggregate.isOfARow()) {
                    throw new IllegalArgumentException(aggregate
                            + " is the value of one row of a group, not of those with one value; pivot sum, min, max"
                            + " or another aggregate of all values");
                }
                String name = wanted.size() == 1 ? text(value) : text(value) + "_" + aggregate.name();
                spread.add(aggregate.where(matches).as(name));
            }
        }
        return input.aggregated(keys, spread);
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}
