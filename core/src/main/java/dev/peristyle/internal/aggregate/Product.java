package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.ProductKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** All values multiplied, as a double. */
final class Product implements ColumnAggregate {

    private static final StateKey<State> KEY =
            new StateKey<>("product", State.class, (pool, owner, type) -> new State(pool, owner));

    @Override
    public String name() {
        return "product";
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
        return ResultWriter.ofDouble(group -> ProductKernel.count(state.record(group)), state);
    }

    private static final class State extends RecordState implements ColumnState, IntToDoubleFunction {

        State(MemoryPool pool, String owner) {
            super(pool, owner, ProductKernel.STATE);
        }

        @Override
        void clear(long first, int count) {
            ProductKernel.clear(first, count);
        }

        @Override
        public void update(GroupBatch batch, Column argument) {
            long values = normalizer.numbers(argument, batch.rows);
            ProductKernel.multiplyByGroup(batch.rows, batch.groups, values, argument.validityAddress(), records());
        }

        @Override
        void mergeRecord(long record, long other) {
            ProductKernel.merge(record, other);
        }

        @Override
        public double applyAsDouble(int group) {
            return ProductKernel.product(record(group));
        }
    }
}
