package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.util.List;

/**
 * An aggregate whose types are known to fit. Made by {@link AggregateRegistry}.
 *
 * @param definition what it computes
 * @param argumentTypes the types of its arguments; none when it counts rows
 * @param argumentNumbers aggregates of the same numbers are always given the same argument columns, and share state where
 *     they can; without any it shares nothing
 * @param outputName the name of the column of results
 * @param outputType the type of the results
 */
public record BoundAggregate(
        AggregateFunction definition,
        List<DataType> argumentTypes,
        List<Integer> argumentNumbers,
        String outputName,
        DataType outputType) {

    /** Copies the lists. */
    public BoundAggregate {
        argumentTypes = List.copyOf(argumentTypes);
        argumentNumbers = List.copyOf(argumentNumbers);
    }

    /**
     * The name of what it computes, as a user writes it.
     *
     * @return the name
     */
    public String function() {
        return definition.name();
    }

    /**
     * The type of its first argument.
     *
     * @return the type, null when it counts rows
     */
    public DataType argumentType() {
        return argumentTypes.isEmpty() ? null : argumentTypes.get(0);
    }

    /**
     * How many places its arguments take in a list of those of all aggregates: one where it has none, too.
     *
     * @return places
     */
    public int slots() {
        return Math.max(1, argumentTypes.size());
    }

    /**
     * How many places the arguments of some aggregates take.
     *
     * @param aggregates one after the other
     * @return places
     */
    public static int slots(List<BoundAggregate> aggregates) {
        int slots = 0;
        for (BoundAggregate aggregate : aggregates) {
            slots += aggregate.slots();
        }
        return slots;
    }

    /**
     * The same aggregate with a number for each argument.
     *
     * @param numbers the number of each among the different arguments
     * @return the aggregate that shares state with others of those numbers
     */
    public BoundAggregate withArgumentNumbers(List<Integer> numbers) {
        return new BoundAggregate(definition, argumentTypes, numbers, outputName, outputType);
    }

    /**
     * The same aggregate with a number for its only argument.
     *
     * @param number the number of its argument among the different arguments
     * @return the aggregate that shares state with others of that number
     */
    public BoundAggregate withArgumentNumber(int number) {
        return withArgumentNumbers(List.of(number));
    }

    /**
     * Returns the column of results.
     *
     * @return its name and type
     */
    public Field outputField() {
        return new Field(outputName, outputType);
    }
}
