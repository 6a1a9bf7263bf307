package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.CovarianceKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** How two columns vary together, from the rows in which neither is null. */
final class Covariance implements AggregateFunction {

    static final AggregateFunction POPULATION = new Covariance("covariancePopulation", 1);
    static final AggregateFunction SAMPLE = new Covariance("covarianceSample", 2);
    static final AggregateFunction CORRELATION = new Covariance("correlation", 1);

    private static final StateKey<State> KEY =
            new StateKey<>("covariance", State.class, (pool, owner, type) -> new State(pool, owner));

    private final String name;
    private final int rows;

    /** {@code rows} are needed at least. */
    private Covariance(String name, int rows) {
        this.name = name;
        this.rows = rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(List<DataType> arguments) {
        return arguments.size() == 2 && arguments.stream().allMatch(DataType::isNumeric) ? DataType.DOUBLE : null;
    }

    @Override
    public String domain() {
        return "two numbers";
    }

    @Override
    public List<StateKey<?>> states(List<DataType> arguments) {
        return List.of(KEY);
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        State state = states.get(KEY);
        return (group, out, row) -> {
            long record = state.record(group);
            long count = CovarianceKernel.count(record);
            if (count < rows) {
                return false;
            }
            double result = this == CORRELATION
                    ? CovarianceKernel.correlation(record)
                    : CovarianceKernel.products(record) / (count - rows + 1);
            UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result);
            return true;
        };
    }

    private static final class State extends RecordState {

        private final ValueNormalizer seconds;

        State(MemoryPool pool, String owner) {
            super(pool, owner, CovarianceKernel.STATE);
            this.seconds = new ValueNormalizer(pool, owner);
        }

        @Override
        public void update(GroupBatch batch, Column[] arguments, int first) {
            Column left = arguments[first];
            Column right = arguments[first + 1];
            long lefts = normalizer.numbers(left, batch.rows);
            long rights = seconds.numbers(right, batch.rows);
            CovarianceKernel.addByGroup(
                    batch.rows,
                    batch.groups,
                    lefts,
                    left.validityAddress(),
                    rights,
                    right.validityAddress(),
                    records());
        }

        @Override
        void mergeRecord(long record, long other) {
            CovarianceKernel.merge(record, other);
        }

        @Override
        public void close() {
            seconds.close();
            super.close();
        }
    }
}
