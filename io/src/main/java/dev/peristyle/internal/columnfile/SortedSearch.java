package dev.peristyle.internal.columnfile;

import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.ColumnStatistics.Order;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.Statistics;

/**
 * Finds, by binary search, the stretch of sorted values outside of which no condition can hold. What is asked of a condition is whether it can hold
 * for the values from the first one to some other, or from that one to the last: where it cannot, all of them are left out. So nothing
 * is left out wrongly, whatever else the condition is about.
 */
final class SortedSearch {

    /** Where the values come from. */
    interface Values {

        /** No value at this place is less, or null if that is not known. */
        Object min(int place);

        /** No value at this place is greater, or null if that is not known. */
        Object max(int place);
    }

    private final String column;
    private final boolean isUpwards;
    private final Values values;

    /**
     * A search.
     *
     * @param column the name of the column
     * @param values none of which is null
     */
    SortedSearch(String column, Order order, Values values) {
        this.column = column;
        this.isUpwards = order == Order.ASCENDING;
        this.values = values;
    }

    /** Where the first place is, in {@code [from, to)}, at which the condition may hold; {@code to} if it holds nowhere. */
    int first(Predicate condition, int from, int to) {
        int excluded = from - 1;
        int candidate = to;
        while (candidate - excluded > 1) {
            int middle = excluded + (candidate - excluded) / 2;
            if (canHold(condition, from, middle)) {
                candidate = middle;
            } else {
                excluded = middle;
            }
        }
        return candidate;
    }

    /** Where the place after the last one is, in {@code [from, to)}, at which the condition may hold; {@code from} if it holds nowhere. */
    int end(Predicate condition, int from, int to) {
        int candidate = from - 1;
        int excluded = to;
        while (excluded - candidate > 1) {
            int middle = candidate + (excluded - candidate) / 2;
            if (canHold(condition, middle, to - 1)) {
                candidate = middle;
            } else {
                excluded = middle;
            }
        }
        return excluded;
    }

    private boolean canHold(Predicate condition, int first, int last) {
        Object min = values.min(isUpwards ? first : last);
        Object max = values.max(isUpwards ? last : first);
        ColumnStatistics known = ColumnStatistics.unknown().withNullCount(0);
        try {
            known = known.withRange(min, max);
        } catch (IllegalArgumentException reversed) {
            // they are not sorted after all
            return true;
        }
        return condition.canHold(Statistics.unknown().withColumn(column, known));
    }
}
