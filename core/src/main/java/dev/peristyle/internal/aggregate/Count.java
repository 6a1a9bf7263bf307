package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/** Rows, or values that are not null. */
final class Count implements ColumnAggregate {

    @Override
    public String name() {
        return "count";
    }

    @Override
    public DataType outputType(DataType argument) {
        return DataType.LONG;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return argument == null ? List.of(RowCountState.KEY) : ArgumentStates.COUNTS;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        return ResultWriter.ofLong(
                aggregate.argumentType() == null ? states.get(RowCountState.KEY) : states.valueCounts());
    }
}
