package dev.peristyle;

import dev.peristyle.internal.aggregate.AggregateKind;

/**
 * What can be computed for a group of rows; to be imported statically. Except for {@link #count()}, {@link #first} and
 * {@link #last} all leave nulls out.
 */
public final class Aggregates {

    private Aggregates() {}

    /**
     * Counts the rows.
     *
     * @return a long
     */
    public static Aggregate count() {
        return Aggregate.of(AggregateKind.COUNT, null);
    }

    /**
     * Counts the values that are not null.
     *
     * @param value the values
     * @return a long
     */
    public static Aggregate count(Expression value) {
        return Aggregate.of(AggregateKind.COUNT, value);
    }

    /**
     * The sum of the values. Integers and decimals are summed exactly in 128 bits; a result that does not fit 64 bits
     * is a {@link dev.peristyle.error.ComputationException}, and a sum of decimals may so have a nineteenth digit. Sums of float and double are compensated, so that they hardly
     * depend on the order of the rows.
     *
     * @param value the values
     * @return a long for int and long, a decimal for decimal, a double for float and double; null without values
     */
    public static Aggregate sum(Expression value) {
        return Aggregate.of(AggregateKind.SUM, value);
    }

    /**
     * The arithmetic mean of the values, from an exact sum for integers and decimals.
     *
     * @param value the values
     * @return a double; null without values
     */
    public static Aggregate mean(Expression value) {
        return Aggregate.of(AggregateKind.MEAN, value);
    }

    /**
     * The smallest value.
     *
     * @param value the values
     * @return the argument's type; null without values
     */
    public static Aggregate min(Expression value) {
        return Aggregate.of(AggregateKind.MIN, value);
    }

    /**
     * The largest value; NaN is larger than all numbers.
     *
     * @param value the values
     * @return the argument's type; null without values
     */
    public static Aggregate max(Expression value) {
        return Aggregate.of(AggregateKind.MAX, value);
    }

    /**
     * Counts the different values that are not null. Holds each of them in memory.
     *
     * @param value the values
     * @return a long
     */
    public static Aggregate countDistinct(Expression value) {
        return Aggregate.of(AggregateKind.COUNT_DISTINCT, value);
    }

    /**
     * The variance of the values as a sample: divided by their number less one. Sums are compensated and taken from the
     * first value of the group, so that it is exact far from zero too, and exactly 0 for equal values.
     *
     * @param value the values
     * @return a double; null for fewer than two values
     */
    public static Aggregate variance(Expression value) {
        return Aggregate.of(AggregateKind.VARIANCE, value);
    }

    /**
     * The standard deviation of the values as a sample, the root of {@link #variance}.
     *
     * @param value the values
     * @return a double; null for fewer than two values
     */
    public static Aggregate stddev(Expression value) {
        return Aggregate.of(AggregateKind.STDDEV, value);
    }

    /**
     * The value of the first row of the group.
     *
     * @param value the values
     * @return the argument's type; null if it is null there
     */
    public static Aggregate first(Expression value) {
        return Aggregate.of(AggregateKind.FIRST, value);
    }

    /**
     * The value of the last row of the group.
     *
     * @param value the values
     * @return the argument's type; null if it is null there
     */
    public static Aggregate last(Expression value) {
        return Aggregate.of(AggregateKind.LAST, value);
    }
}
