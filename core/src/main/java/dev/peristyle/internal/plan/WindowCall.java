package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;

/**
 * A function of a window, as the user wrote it.
 *
 * @param function its name
 * @param argument null where it has none
 * @param number how many rows before or after, or how many parts; 0 where it has no meaning
 * @param otherwise what holds where there is no row to look at; null where that is null
 * @param name the name of the column of results
 */
public record WindowCall(String function, Node argument, long number, Node otherwise, String name) {}
