package dev.peristyle.internal.over;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.schema.Field;
import java.util.List;

/**
 * A function of a window.
 *
 * @param function its name as a user writes it
 * @param arguments the columns that it reads
 * @param number how many rows before or after, or how many parts; 0 where it has no meaning
 * @param aggregate what is computed of a frame; null if it is no aggregate
 * @param output the column of results
 */
public record OverCall(String function, List<String> arguments, long number, BoundAggregate aggregate, Field output) {

    /** Copies the list. */
    public OverCall {
        arguments = List.copyOf(arguments);
    }

    /** The call as text, for plans. */
    public String describe() {
        String text = String.join(", ", arguments);
        if (number != 0) {
            text += (text.isEmpty() ? "" : ", ") + number;
        }
        return function + "(" + text + ") as " + output.name();
    }
}
