package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.plan.WindowCall;
import java.util.List;
import java.util.Objects;

/**
 * Something to compute for each row from the rows around it, such as {@code rank().as("place")}. Start with
 * {@link WindowFunctions}. Immutable.
 */
public final class WindowFunction {

    private final WindowCall call;

    private WindowFunction(WindowCall call) {
        this.call = call;
    }

    /** A function named like what it computes. */
    static WindowFunction of(String function, Expression value, long number, Node otherwise) {
        Node argument = value == null ? null : value.node();
        String text = argument == null ? "" : argument.describe();
        if (number != 0) {
            text += (text.isEmpty() ? "" : ", ") + number;
        }
        String name = text.isEmpty() ? function : function + "(" + text + ")";
        return new WindowFunction(new WindowCall(
                function, null, argument == null ? List.of() : List.of(argument), number, otherwise, name));
    }

    static WindowFunction of(Aggregate aggregate) {
        return new WindowFunction(new WindowCall(
                aggregate.function().name(),
                // the value of a row of the frame has a function of its own
                aggregate.isOfARow() ? null : aggregate.function(),
                aggregate.arguments(),
                0,
                null,
                aggregate.name()));
    }

    WindowCall call() {
        return call;
    }

    /**
     * The same function under a name of your own.
     *
     * @param columnName the name of the column of results
     * @return the function
     */
    public WindowFunction as(String columnName) {
        return new WindowFunction(new WindowCall(
                call.function(),
                call.aggregate(),
                call.arguments(),
                call.number(),
                call.otherwise(),
                Objects.requireNonNull(columnName, "columnName")));
    }

    @Override
    public String toString() {
        return call.name();
    }
}
