package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.AggregateFunction;
import dev.peristyle.internal.expression.Node;
import java.util.List;

/**
 * A function of a window, as the user wrote it.
 *
 * @param function its name
 * @param aggregate what it computes of a frame; null if it is no aggregate
 * @param arguments what it computes with, one after the other
 * @param number how many rows before or after, or how many parts; 0 where it has no meaning
 * @param otherwise what holds where there is no row to look at; null where that is null
 * @param name the name of the column of results
 */
public record WindowCall(
        String function, AggregateFunction aggregate, List<Node> arguments, long number, Node otherwise, String name) {

    /** Copies the list. */
    public WindowCall {
        arguments = List.copyOf(arguments);
    }
}
