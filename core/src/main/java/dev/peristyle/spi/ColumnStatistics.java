package dev.peristyle.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is known of one column of some rows. Everything is optional. Values are what {@link Condition} allows as constants, in
 * its order. Immutable.
 *
 * @param min no value is less; null if not known
 * @param max no value is greater, NaN included; null if not known
 * @param nullCount rows without a value, exact
 * @param distinctCount different values, nulls not counted; may be an estimate
 * @param order how the values follow each other
 */
public record ColumnStatistics(
        Object min, Object max, OptionalLong nullCount, OptionalLong distinctCount, Order order) {

    /** How the values of a column follow each other; nulls may be anywhere. */
    public enum Order {
        /** Not known. */
        UNKNOWN,
        /** None is less than the one before. */
        ASCENDING,
        /** None is greater than the one before. */
        DESCENDING
    }

    private static final ColumnStatistics UNKNOWN =
            new ColumnStatistics(null, null, OptionalLong.empty(), OptionalLong.empty(), Order.UNKNOWN);

    /**
     * Checks that the numbers are not negative and that the least value is not greater than the greatest.
     *
     * @param min no value is less; null if not known
     * @param max no value is greater, NaN included; null if not known
     * @param nullCount rows without a value, exact
     * @param distinctCount different values, nulls not counted; may be an estimate
     * @param order how the values follow each other
     */
    public ColumnStatistics {
        Objects.requireNonNull(order, "order");
        nullCount.ifPresent(count -> Statistics.notNegative(count, "nulls"));
        distinctCount.ifPresent(count -> Statistics.notNegative(count, "distinct values"));
        if (min != null && max != null && ValueOrder.compare(min, max) > 0) {
            throw new IllegalArgumentException("the least value " + min + " is greater than the greatest, " + max);
        }
    }

    /**
     * Nothing is known.
     *
     * @return where to begin
     */
    public static ColumnStatistics unknown() {
        return UNKNOWN;
    }

    /**
     * The same with limits.
     *
     * @param least no value is less, or null
     * @param greatest no value is greater, or null
     * @return new statistics
     */
    public ColumnStatistics withRange(Object least, Object greatest) {
        return new ColumnStatistics(least, greatest, nullCount, distinctCount, order);
    }

    /**
     * The same with a number of nulls.
     *
     * @param nulls rows without a value
     * @return new statistics
     */
    public ColumnStatistics withNullCount(long nulls) {
        return new ColumnStatistics(min, max, OptionalLong.of(nulls), distinctCount, order);
    }

    /**
     * The same with a number of different values.
     *
     * @param values different values, nulls not counted
     * @return new statistics
     */
    public ColumnStatistics withDistinctCount(long values) {
        return new ColumnStatistics(min, max, nullCount, OptionalLong.of(values), order);
    }

    /**
     * The same with an order.
     *
     * @param known how the values follow each other
     * @return new statistics
     */
    public ColumnStatistics withOrder(Order known) {
        return new ColumnStatistics(min, max, nullCount, distinctCount, known);
    }
}
