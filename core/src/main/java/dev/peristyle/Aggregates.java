package dev.peristyle;

import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.aggregate.OwnAggregate;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.expression.ArgumentRow;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.spi.UserAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
        return Aggregate.ofRows("count");
    }

    /**
     * Counts the values that are not null.
     *
     * @param value the values
     * @return a long
     */
    public static Aggregate count(Expression value) {
        return Aggregate.of("count", value);
    }

    /**
     * The sum of the values. Integers, decimals and durations are summed exactly; a result that does not fit its type is a
     * {@link dev.peristyle.error.ComputationException}. A sum of decimals of up to 18 digits may use all of 64 bits, and so
     * have a nineteenth digit. Sums of float and double are compensated, so that they hardly depend on the order of the rows.
     *
     * @param value numbers or durations
     * @return a long for integers with a sign and for unsigned ones of up to 32 bits, a decimal(38,0) for an unsigned long; a
     *     decimal of 18 digits for decimals of up to 18 digits, of 38 for longer ones; a double for float and double; a
     *     duration for durations; null without values
     */
    public static Aggregate sum(Expression value) {
        return Aggregate.of("sum", value);
    }

    /**
     * The arithmetic mean of the values, from an exact sum for integers and decimals.
     *
     * @param value the values
     * @return a double; null without values
     */
    public static Aggregate mean(Expression value) {
        return Aggregate.of("mean", value);
    }

    /**
     * The value in the middle of the values in their order; of an even number of values the mean of the middle two. It is
     * exact: each value is held in memory until the end.
     *
     * @param value numbers
     * @return a double; null without values
     */
    public static Aggregate median(Expression value) {
        return Aggregate.of("median", value);
    }

    /**
     * The smallest value; text and binary are compared by their bytes as unsigned numbers.
     *
     * @param value the values
     * @return the argument's type; null without values
     */
    public static Aggregate min(Expression value) {
        return Aggregate.of("min", value);
    }

    /**
     * The largest value; NaN is larger than all numbers, and text and binary are compared by their bytes as unsigned numbers.
     *
     * @param value the values
     * @return the argument's type; null without values
     */
    public static Aggregate max(Expression value) {
        return Aggregate.of("max", value);
    }

    /**
     * Counts the different values that are not null. Holds each of them in memory.
     *
     * @param value the values
     * @return a long
     */
    public static Aggregate countDistinct(Expression value) {
        return Aggregate.of("countDistinct", value);
    }

    /**
     * The variance of the values as a sample: divided by their number less one. For integers and decimals it comes from
     * exact sums, and is rounded only then. For float and double sums are compensated and taken from the first value of the
     * group, so that it is exact far from zero too, and exactly 0 for equal values.
     *
     * @param value the values
     * @return a double; null for fewer than two values
     */
    public static Aggregate variance(Expression value) {
        return Aggregate.of("variance", value);
    }

    /**
     * The standard deviation of the values as a sample, the root of {@link #variance}.
     *
     * @param value the values
     * @return a double; null for fewer than two values
     */
    public static Aggregate stddev(Expression value) {
        return Aggregate.of("stddev", value);
    }

    /**
     * The value of the first row of the group.
     *
     * @param value the values
     * @return the argument's type; null if it is null there
     */
    public static Aggregate first(Expression value) {
        return Aggregate.of("first", value);
    }

    /**
     * The value of the last row of the group.
     *
     * @param value the values
     * @return the argument's type; null if it is null there
     */
    public static Aggregate last(Expression value) {
        return Aggregate.of("last", value);
    }

    /**
     * The quantile of the values in their order: the value at {@code share * (n - 1)} from the least, counted from 0, and between two
     * values the mean of both by their distance. It is exact: each value is held in memory until the end.
     *
     * @param value numbers
     * @param share from 0 for the least value to 1 for the greatest; 0.5 is the median
     * @return a double; null without values
     * @throws IllegalArgumentException when the share is not from 0 to 1
     */
    public static Aggregate quantile(Expression value, double share) {
        return Aggregate.of(AggregateRegistry.quantile(checked(share)), Objects.requireNonNull(value, "value"));
    }

    /**
     * The quantile of the values as one of them: the least value that at least this share of the values is not greater than. It is
     * exact: each value is held in memory until the end.
     *
     * @param value the values; text and binary are ordered by their bytes as unsigned numbers
     * @param share from 0 for the least value to 1 for the greatest
     * @return the argument's type; null without values
     * @throws IllegalArgumentException when the share is not from 0 to 1
     */
    public static Aggregate quantileDiscrete(Expression value, double share) {
        return Aggregate.of(AggregateRegistry.quantileDiscrete(checked(share)), Objects.requireNonNull(value, "value"));
    }

    private static double checked(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a quantile is from 0 for the least value to 1 for the greatest, not " + share);
        }
        return share;
    }

    /**
     * The value that occurs most often; of several the least. Each value is held in memory until the end.
     *
     * @param value the values; text and binary are ordered by their bytes as unsigned numbers
     * @return the argument's type; null without values
     */
    public static Aggregate mode(Expression value) {
        return Aggregate.of("mode", value);
    }

    /**
     * Some value that is not null, whatever the order of the rows the same one.
     *
     * @param value the values
     * @return the argument's type; null without values
     */
    public static Aggregate any(Expression value) {
        return Aggregate.of("any", value);
    }

    /**
     * Whether all values are true.
     *
     * @param value booleans
     * @return a boolean; null without values
     */
    public static Aggregate boolAnd(Expression value) {
        return Aggregate.of("boolAnd", value);
    }

    /**
     * Whether some value is true.
     *
     * @param value booleans
     * @return a boolean; null without values
     */
    public static Aggregate boolOr(Expression value) {
        return Aggregate.of("boolOr", value);
    }

    /**
     * The bits that are set in all values.
     *
     * @param value integers, but no unsigned long
     * @return the argument's type; null without values
     */
    public static Aggregate bitAnd(Expression value) {
        return Aggregate.of("bitAnd", value);
    }

    /**
     * The bits that are set in some value.
     *
     * @param value integers, but no unsigned long
     * @return the argument's type; null without values
     */
    public static Aggregate bitOr(Expression value) {
        return Aggregate.of("bitOr", value);
    }

    /**
     * The bits that are set in an odd number of values.
     *
     * @param value integers, but no unsigned long
     * @return the argument's type; null without values
     */
    public static Aggregate bitXor(Expression value) {
        return Aggregate.of("bitXor", value);
    }

    /**
     * How two columns vary together: the mean of the products of their differences to their means. Rows in which one of both is
     * null are left out. Sums carry about 106 bits, so that it is exact far from zero too; both are taken as doubles.
     *
     * @param first numbers
     * @param second numbers
     * @return a double; null without rows
     */
    public static Aggregate covariancePopulation(Expression first, Expression second) {
        return Aggregate.of("covariancePopulation", first, second);
    }

    /**
     * The covariance of two columns as a sample: as {@link #covariancePopulation}, divided by the number of rows less one.
     *
     * @param first numbers
     * @param second numbers
     * @return a double; null for fewer than two rows
     */
    public static Aggregate covarianceSample(Expression first, Expression second) {
        return Aggregate.of("covarianceSample", first, second);
    }

    /**
     * The correlation coefficient of Pearson, from -1 to 1. Rows in which one of both is null are left out.
     *
     * @param first numbers
     * @param second numbers
     * @return a double; not a number where one of both is always the same; null without rows
     */
    public static Aggregate correlation(Expression first, Expression second) {
        return Aggregate.of("correlation", first, second);
    }

    /**
     * The value in the row in which another column is smallest; of several such rows the first one. Rows in which one of both is
     * null are left out.
     *
     * @param value what is wanted of the row
     * @param order what decides, of any type; ordered as by {@link #min}
     * @return the type of the value; null without rows
     */
    public static Aggregate argMin(Expression value, Expression order) {
        return Aggregate.of("argMin", value, order);
    }

    /**
     * The value in the row in which another column is largest; of several such rows the first one. Rows in which one of both is
     * null are left out.
     *
     * @param value what is wanted of the row
     * @param order what decides, of any type; ordered as by {@link #max}
     * @return the type of the value; null without rows
     */
    public static Aggregate argMax(Expression value, Expression order) {
        return Aggregate.of("argMax", value, order);
    }

    /**
     * The skewness of the values as a sample: the adjusted coefficient G1 of Fisher and Pearson. Values are taken as doubles;
     * where their third powers are beyond these, it is not a number.
     *
     * @param value numbers
     * @return a double; null for fewer than three values, and for equal ones
     */
    public static Aggregate skewness(Expression value) {
        return Aggregate.of("skewness", value);
    }

    /**
     * The kurtosis of the values as a sample, less the 3 of a normal distribution: the coefficient G2. Values are taken as
     * doubles; where their fourth powers are beyond these, it is not a number.
     *
     * @param value numbers
     * @return a double; null for fewer than four values, and for equal ones
     */
    public static Aggregate kurtosis(Expression value) {
        return Aggregate.of("kurtosis", value);
    }

    /**
     * The product of the values, which are taken as doubles. What is between may be too large or too small for a double, only the
     * product itself may not.
     *
     * @param value numbers
     * @return a double; null without values
     */
    public static Aggregate product(Expression value) {
        return Aggregate.of("product", value);
    }

    /**
     * About how many different values that are not null there are: HyperLogLog with a standard error of 1.6 %, the same number
     * in any order of rows. A group takes 4,096 bytes, however many values it has; {@link #countDistinct} is exact and holds each.
     *
     * @param value the values
     * @return a long
     */
    public static Aggregate approximateCountDistinct(Expression value) {
        return Aggregate.of("approximateCountDistinct", value);
    }

    /**
     * An aggregate of your own: see {@link UserAggregate} for what it has to say, and for its rules. Rows in which an argument is null are left
     * out. It stands wherever others do: in groups that go to disk, with {@link Aggregate#where}, in windows and pivots.
     *
     * @param aggregate what to compute; used by several threads at a time
     * @param first its first argument
     * @param others its other arguments
     * @return the type that it says
     * @throws IllegalArgumentException when it has no name, or its state is too small or too large
     */
    public static Aggregate own(UserAggregate aggregate, Expression first, Expression... others) {
        Objects.requireNonNull(aggregate, "aggregate");
        List<Expression> values = new ArrayList<>();
        values.add(Objects.requireNonNull(first, "first"));
        values.addAll(Arguments.list("others", others));
        List<Node> arguments = values.stream().map(Expression::node).toList();
        return Aggregate.of(
                new OwnAggregate(aggregate, ArgumentRow.names(arguments)), values.toArray(Expression[]::new));
    }

    /**
     * All texts in the order of the rows, with a separator between two. Nulls are left out. Each text is held in memory until the
     * end; a result of more than 1 MiB is a {@link dev.peristyle.error.ComputationException}.
     *
     * @param value texts
     * @param separator what stands between two; may be empty
     * @return a string; null without values
     */
    public static Aggregate stringJoin(Expression value, String separator) {
        return stringJoin(value, separator, 1 << 20);
    }

    /**
     * As {@link #stringJoin(Expression, String)} with another limit.
     *
     * @param value texts
     * @param separator what stands between two; may be empty
     * @param maxBytes the most bytes of UTF-8 that a result may have
     * @return a string; null without values
     * @throws IllegalArgumentException when no text could be so short
     */
    public static Aggregate stringJoin(Expression value, String separator, int maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("a text cannot have fewer than 0 bytes: " + maxBytes);
        }
        return Aggregate.of(
                AggregateRegistry.stringJoin(Objects.requireNonNull(separator, "separator"), maxBytes),
                Objects.requireNonNull(value, "value"));
    }
}
