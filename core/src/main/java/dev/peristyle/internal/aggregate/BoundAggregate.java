package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;

/**
 * An aggregate whose types are known to fit. Made by {@link AggregateRegistry}.
 *
 * @param function the name of what it computes, as a user writes it
 * @param argumentType the type of its argument, null when it counts rows
 * @param argumentNumber aggregates of the same number that is not negative are always given the same argument column,
 *     and share state where they can; a negative number shares nothing
 * @param outputName the name of the column of results
 * @param outputType the type of the results
 */
public record BoundAggregate(
        String function, DataType argumentType, int argumentNumber, String outputName, DataType outputType) {

    /**
     * An aggregate that shares nothing.
     *
     * @param function the name of what it computes
     * @param argumentType the type of its argument, null when it counts rows
     * @param outputName the name of the column of results
     * @param outputType the type of the results
     */
    public BoundAggregate(String function, DataType argumentType, String outputName, DataType outputType) {
        this(function, argumentType, -1, outputName, outputType);
    }

    /**
     * The same aggregate with a number for its argument.
     *
     * @param number the number of its argument among the different arguments
     * @return the aggregate that shares state with others of that number
     */
    public BoundAggregate withArgumentNumber(int number) {
        return new BoundAggregate(function, argumentType, number, outputName, outputType);
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
