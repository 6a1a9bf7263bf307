package dev.peristyle.internal.plan;

import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.Schema;

/**
 * A column that decides an order.
 *
 * @param descending largest first
 * @param nullsFirst nulls before all values instead of after them
 */
public record SortColumn(String name, boolean descending, boolean nullsFirst) {

    /** The key in a schema. */
    BoundSortKey bound(Schema schema) {
        return new BoundSortKey(schema.indexOf(name), descending, nullsFirst);
    }

    @Override
    public String toString() {
        return name + (descending ? " desc" : "") + (nullsFirst ? " nulls first" : "");
    }
}
