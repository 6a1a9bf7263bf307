package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.BitKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Integers combined bit by bit. */
final class BitAggregate implements ColumnAggregate {

    static final AggregateFunction AND = new BitAggregate("bitAnd", -1);
    static final AggregateFunction OR = new BitAggregate("bitOr", 0);
    static final AggregateFunction XOR = new BitAggregate("bitXor", 0);

    private final String name;
    // what changes nothing
    private final long neutral;

    private BitAggregate(String name, long neutral) {
        this.name = name;
        this.neutral = neutral;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument instanceof DataType.Int && argument.lane() != Lane.I128 ? argument : null;
    }

    @Override
    public String domain() {
        return "integers of at most 64 bits with a sign or 32 without";
    }

    private StateKey<IntToLongFunction> key() {
        return new StateKey<>(
                "bits " + name, IntToLongFunction.class, (pool, owner, type) -> new State(pool, owner, this));
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        List<StateKey<?>> keys = new ArrayList<>(ArgumentStates.COUNTS);
        keys.add(key());
        return keys;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        return ResultWriter.ofOrdered(aggregate.outputType(), states.valueCounts(), states.get(key()));
    }

    private static final class State extends RecordState implements ColumnState, IntToLongFunction {

        private final BitAggregate function;

        State(MemoryPool pool, String owner, BitAggregate function) {
            super(pool, owner, Long.BYTES);
            this.function = function;
        }

        @Override
        void clear(long first, int count) {
            for (int group = 0; group < count; group++) {
                UnsafeApi.putLong(first + 8L * group, function.neutral);
            }
        }

        @Override
        public void update(GroupBatch batch, Column argument) {
            long values = normalizer.ordered(argument, batch.rows, function.neutral);
            if (function == AND) {
                BitKernel.and(batch.rows, batch.groups, values, records());
            } else if (function == OR) {
                BitKernel.or(batch.rows, batch.groups, values, records());
            } else {
                BitKernel.xor(batch.rows, batch.groups, values, records());
            }
        }

        @Override
        void mergeRecord(long record, long other) {
            long left = UnsafeApi.getLong(record);
            long right = UnsafeApi.getLong(other);
            UnsafeApi.putLong(record, function == AND ? left & right : function == OR ? left | right : left ^ right);
        }

        @Override
        public long applyAsLong(int group) {
            return UnsafeApi.getLong(record(group));
        }
    }
}
