package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * An aggregate: for which types it is defined, what it asks to be remembered, and how its result is written. A new one is
 * a class of its own and a line in {@link AggregateRegistry}; most are a {@link ColumnAggregate}.
 */
public interface AggregateFunction {

    /** The name as a user writes it. */
    String name();

    /**
     * The type of the result.
     *
     * @param arguments the types of the arguments; none where rows are counted
     * @return the type, null when it is not defined for such arguments
     */
    DataType outputType(List<DataType> arguments);

    /** What it is defined for, for errors; of interest where {@link #outputType} may be null. */
    default String domain() {
        return "numbers";
    }

    /**
     * What it asks to be remembered of its arguments.
     *
     * @param arguments types that it is defined for
     * @return the keys of the states that {@link #writer} reads
     */
    List<StateKey<?>> states(List<DataType> arguments);

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
     * Whether it is the value of a certain row of the group, whatever the others have.
     *
     * @return true for the first and the last one
     */
    default boolean isOfARow() {
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
