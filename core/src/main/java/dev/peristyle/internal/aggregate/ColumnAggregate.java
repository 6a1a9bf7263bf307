package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/** An aggregate of the values of one column, or of rows. */
interface ColumnAggregate extends AggregateFunction {

    /**
     * The type of the result.
     *
     * @param argument the type of the argument, null when there is none
     * @return the type, null when it is not defined for such an argument
     */
    DataType outputType(DataType argument);

    @Override
    default DataType outputType(List<DataType> arguments) {
        return arguments.size() > 1 ? null : outputType(arguments.isEmpty() ? null : arguments.get(0));
    }

    /**
     * What it asks to be remembered of its argument.
     *
     * @param argument a type that it is defined for
     * @return the keys of the states that {@link #writer} reads
     */
    List<StateKey<?>> states(DataType argument);

    @Override
    default List<StateKey<?>> states(List<DataType> arguments) {
        return states(arguments.isEmpty() ? null : arguments.get(0));
    }
}
