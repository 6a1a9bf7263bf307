package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * An aggregate: for which types it is defined, what it asks to be remembered, and how its result is written. A new one is
 * a class of its own and a line in {@link AggregateRegistry}.
 */
interface AggregateFunction {

    /** The name as a user writes it. */
    String name();

    /** How many arguments it takes at most. */
    default int arity() {
        return 1;
    }

    /**
     * The type of the result.
     *
     * @param argument the type of the argument, null when there is none
     * @return the type, null when it is not defined for such an argument
     */
    DataType outputType(DataType argument);

    /**
     * The type of the result of several arguments.
     *
     * @param arguments their types
     * @return the type, null when it is not defined for such arguments
     */
    default DataType outputType(List<DataType> arguments) {
        return arguments.size() > 1 ? null : outputType(arguments.isEmpty() ? null : arguments.get(0));
    }

    /** What it is defined for, for errors; of interest where {@link #outputType} may be null. */
    default String domain() {
        return "numbers";
    }

    /**
     * What it asks to be remembered of its argument.
     *
     * @param argument a type that it is defined for
     * @return the keys of the states that {@link #writer} reads
     */
    List<StateKey<?>> states(DataType argument);

    /**
     * What it asks to be remembered of its arguments.
     *
     * @param arguments types that it is defined for
     * @return the keys of the states that {@link #writer} reads
     */
    default List<StateKey<?>> states(List<DataType> arguments) {
        return states(arguments.isEmpty() ? null : arguments.get(0));
    }

    /**
     * Whether it remembers values, so that the memory of a group grows with its rows.
     *
     * @return false if a group takes the same memory whatever its rows
     */
    default boolean holdsValues() {
        return false;
    }

    /**
     * Whether it depends on the order of rows, so that it has to know where in the dataset each row is.
     *
     * @return false if any order gives the same result
     */
    default boolean followsRows() {
        return false;
    }

    /**
     * What writes its results.
     *
     * @param aggregate the aggregate with its types
     * @param states all that it has asked for
     * @return the writer
     */
    ResultWriter writer(BoundAggregate aggregate, ArgumentStates states);
}
