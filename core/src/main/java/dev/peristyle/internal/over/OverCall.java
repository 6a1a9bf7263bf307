package dev.peristyle.internal.over;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.schema.Field;

/**
 * A function of a window.
 *
 * @param function its name as a user writes it
 * @param argument the column that it reads, null if it reads none
 * @param number how many rows before or after, or how many parts; 0 where it has no meaning
 * @param aggregate what is computed of a frame; null if it is no aggregate
 * @param output the column of results
 */
public record OverCall(String function, String argument, long number, BoundAggregate aggregate, Field output) {

    /** The call as text, for plans. */
    public String describe() {
        String arguments = argument == null ? "" : argument;
        if (number != 0) {
            arguments += (arguments.isEmpty() ? "" : ", ") + number;
        }
        return function + "(" + arguments + ") as " + output.name();
    }
}
