package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;

/** The value in the middle of all that are not null; of an even number of values the mean of the middle two. */
final class Median implements HeldAggregate {

    @Override
    public String name() {
        return "median";
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument != null && argument.isNumeric() ? DataType.DOUBLE : null;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        HeldValues values = states.get(HeldValues.KEY);
        return ResultWriter.ofDouble(values::count, values::median);
    }
}
