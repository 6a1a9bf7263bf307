package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/** Different values that are not null. */
final class CountDistinct implements ColumnAggregate {

    @Override
    public String name() {
        return "countDistinct";
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument == null ? null : DataType.LONG;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return List.of(DistinctState.KEY);
    }

    @Override
    public boolean holdsValues() {
        return true;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        return ResultWriter.ofLong(states.get(DistinctState.KEY));
    }
}
