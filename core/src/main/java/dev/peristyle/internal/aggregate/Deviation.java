package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.util.List;
import org.agrona.UnsafeApi;

/** The variance or the standard deviation of a sample; null below two values. */
final class Deviation implements ColumnAggregate {

    static final AggregateFunction VARIANCE = new Deviation("variance", false);
    static final AggregateFunction STDDEV = new Deviation("stddev", true);

    private final String name;
    private final boolean root;

    private Deviation(String name, boolean root) {
        this.name = name;
        this.root = root;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument != null && argument.isNumeric() ? DataType.DOUBLE : null;
    }

    private static StateKey<Variances> key(DataType argument) {
        return argument.lane() == Lane.F64 ? VarianceState.KEY : ExactVarianceState.KEY;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return List.of(key(argument));
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        Variances variances = states.get(key(aggregate.argumentType()));
        double unit = Math.pow(10, aggregate.argumentType().scale());
        return (group, out, row) -> {
            if (variances.count(group) < 2) {
                return false;
            }
            double variance = variances.variance(group);
            double result = root ? Math.sqrt(variance) / unit : variance / unit / unit;
            UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result);
            return true;
        };
    }
}
