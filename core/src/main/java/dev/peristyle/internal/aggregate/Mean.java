package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** The arithmetic mean. An exact sum is divided once, so that the double is the nearest one. */
final class Mean implements ColumnAggregate {

    private static final long EXACT_IN_DOUBLE = 1L << 53;
    // enough that rounding twice shows in no double
    private static final MathContext DIGITS = new MathContext(60);

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument != null && argument.isNumeric() ? DataType.DOUBLE : null;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return Sum.statesOf(argument);
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        DataType type = aggregate.argumentType();
        IntToLongFunction counts = states.valueCounts();
        if (type.lane() == Lane.F64) {
            IntToDoubleFunction sums = states.get(DoubleSumState.KEY);
            return ResultWriter.ofDouble(counts, group -> sums.applyAsDouble(group) / counts.applyAsLong(group));
        }
        ExactSums sums = states.get(Sum.exactKey(type));
        return ResultWriter.ofDouble(counts, group -> mean(sums, group, counts.applyAsLong(group), type.scale()));
    }

    private static double mean(ExactSums sums, int group, long count, int scale) {
        long sum = sums.low(group);
        boolean exact = sums.fitsLong(group)
                && Math.abs(sum) <= EXACT_IN_DOUBLE
                && sum != Long.MIN_VALUE
                && scale <= PowersOfTen.MAX_LONG
                && count <= EXACT_IN_DOUBLE / PowersOfTen.asLong(scale);
        return exact
                ? (double) sum / (double) (count * PowersOfTen.asLong(scale))
                : new BigDecimal(sums.integer(group), scale)
                        .divide(BigDecimal.valueOf(count), DIGITS)
                        .doubleValue();
    }
}
