package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;

/**
 * What decides the order within the partitions of a window.
 *
 * @param value an expression
 * @param descending largest first
 * @param nullsFirst nulls before all values instead of after them
 */
public record WindowKey(Node value, boolean descending, boolean nullsFirst) {}
