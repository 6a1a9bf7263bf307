package dev.peristyle.internal.sort;

/**
 * A sort key whose column is known.
 *
 * @param column the column's position in the schema
 * @param descending true for largest first
 * @param nullsFirst true when rows without a value come first, whatever the direction
 */
public record BoundSortKey(int column, boolean descending, boolean nullsFirst) {}
