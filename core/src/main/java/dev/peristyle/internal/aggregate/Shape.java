package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.MomentKernel;
import dev.peristyle.internal.ground.DoublePair;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The shape of a distribution as a sample tells it: the adjusted coefficients G1 and G2 of Joanes and Gill (Comparing Measures of
 * Sample Skewness and Kurtosis, 1998), which DuckDB, Excel and SAS give. Null where there are too few values, or all are equal.
 */
final class Shape implements ColumnAggregate {

    static final AggregateFunction SKEWNESS = new Shape("skewness", 3);
    static final AggregateFunction KURTOSIS = new Shape("kurtosis", 4);

    private static final StateKey<State> KEY =
            new StateKey<>("moments", State.class, (pool, owner, type) -> new State(pool, owner));

    private final String name;
    private final int fewest;

    private Shape(String name, int fewest) {
        this.name = name;
        this.fewest = fewest;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument != null && argument.isNumeric() ? DataType.DOUBLE : null;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return List.of(KEY);
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        State state = states.get(KEY);
        return (group, out, row) -> {
            long record = state.record(group);
            double count = MomentKernel.count(record);
            double squares = count < fewest ? 0 : MomentKernel.squares(record);
            if (squares == 0) {
                return false;
            }
            double result = this == SKEWNESS ? skewness(record, count, squares) : kurtosis(record, count);
            UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result);
            return true;
        };
    }

    private static double skewness(long record, double count, double squares) {
        double deviation = Math.sqrt(squares / count);
        double biased = MomentKernel.cubes(record) / count / deviation / deviation / deviation;
        return biased * Math.sqrt(count * (count - 1)) / (count - 2);
    }

    private static double kurtosis(long record, double count) {
        DoublePair sample = MomentKernel.excess(record).times(count + 1).plus(DoublePair.of(6));
        return (count - 1) * sample.high() / ((count - 2) * (count - 3));
    }

    private static final class State extends RecordState implements ColumnState {

        State(MemoryPool pool, String owner) {
            super(pool, owner, MomentKernel.STATE);
        }

        @Override
        public void update(GroupBatch batch, Column argument) {
            long values = normalizer.numbers(argument, batch.rows);
            MomentKernel.addByGroup(batch.rows, batch.groups, values, argument.validityAddress(), records());
        }

        @Override
        void mergeRecord(long record, long other) {
            MomentKernel.merge(record, other);
        }
    }
}
