package dev.peristyle;

import java.util.Objects;

/**
 * A column to sort by, a direction, and where rows without a value go: last, unless {@link #nullsFirst()} is asked for.
 *
 * <p>Numbers sort by value, with NaN after every other number and -0.0 equal to 0.0; text sorts by its UTF-8 bytes, which
 * is the order of code points, and binary by its bytes as unsigned numbers; what is earlier or shorter comes first; false comes
 * before true.
 *
 * @param column the column's name
 * @param descending true for largest first
 * @param nullsBeforeValues true when rows without a value come first, whatever the direction
 */
public record SortKey(String column, boolean descending, boolean nullsBeforeValues) {

    /**
     * Checks the name.
     *
     * @param column the column's name
     * @param descending true for largest first
     * @param nullsBeforeValues true when rows without a value come first, whatever the direction
     */
    public SortKey {
        Objects.requireNonNull(column, "column");
    }

    /**
     * Smallest first, rows without a value last.
     *
     * @param column the column's name
     * @return the key
     */
    public static SortKey asc(String column) {
        return new SortKey(column, false, false);
    }

    /**
     * Largest first, rows without a value last.
     *
     * @param column the column's name
     * @return the key
     */
    public static SortKey desc(String column) {
        return new SortKey(column, true, false);
    }

    /**
     * The same key with rows without a value first.
     *
     * @return a new key
     */
    public SortKey nullsFirst() {
        return new SortKey(column, descending, true);
    }

    /**
     * The same key with rows without a value last.
     *
     * @return a new key
     */
    public SortKey nullsLast() {
        return new SortKey(column, descending, false);
    }

    @Override
    public String toString() {
        return column + (descending ? " desc" : " asc") + (nullsBeforeValues ? " nulls first" : "");
    }
}
