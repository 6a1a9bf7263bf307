package dev.peristyle.internal.plan;

/**
 * A column that decides an order.
 *
 * @param name the column
 * @param descending largest first
 * @param nullsFirst nulls before all values instead of after them
 */
public record SortColumn(String name, boolean descending, boolean nullsFirst) {

    @Override
    public String toString() {
        return name + (descending ? " desc" : "") + (nullsFirst ? " nulls first" : "");
    }
}
