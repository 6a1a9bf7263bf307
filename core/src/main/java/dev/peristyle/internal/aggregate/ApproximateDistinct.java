package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.HyperLogLogKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/**
 * About how many different values there are, in 4,096 bytes a group whatever they are. By hand, because the sketches of libraries that
 * may be used here either live on the heap, an object for each group (hash4j), or tell a number that depends on the order of
 * rows, and so on threads (DataSketches).
 */
final class ApproximateDistinct implements ColumnAggregate {

    private static final StateKey<IntToLongFunction> KEY =
            new StateKey<>("approximate distinct", IntToLongFunction.class, State::new);

    @Override
    public String name() {
        return "approximateCountDistinct";
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument == null ? null : DataType.LONG;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return List.of(KEY);
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        return ResultWriter.ofLong(states.get(KEY));
    }

    private static final class State extends RecordState implements ColumnState, IntToLongFunction {

        private final boolean bytes;
        private final ByteViews views;

        State(MemoryPool pool, String owner, DataType type) {
            super(pool, owner, HyperLogLogKernel.STATE);
            this.bytes = ByteViews.hold(type);
            this.views = new ByteViews(pool, owner);
        }

        @Override
        public void update(GroupBatch batch, Column argument) {
            long validity = argument.validityAddress();
            if (bytes) {
                views.bind(argument, batch.rows);
                HyperLogLogKernel.addTexts(
                        batch.rows, batch.groups, views.addresses, views.lengths, validity, records());
            } else {
                long values = normalizer.ordered(argument, batch.rows);
                HyperLogLogKernel.addWords(batch.rows, batch.groups, values, validity, records());
            }
        }

        @Override
        void mergeRecord(long record, long other) {
            for (int register = 0; register < HyperLogLogKernel.STATE; register++) {
                byte theirs = UnsafeApi.getByte(other + register);
                if (theirs > UnsafeApi.getByte(record + register)) {
                    UnsafeApi.putByte(record + register, theirs);
                }
            }
        }

        @Override
        public long applyAsLong(int group) {
            return Math.round(HyperLogLogKernel.estimate(record(group)));
        }

        @Override
        public void close() {
            views.close();
            super.close();
        }
    }
}
