package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.TextPrefixKernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The value of a column in the row in which another one is smallest or largest, of several the first. Rows in which one of both is
 * null are left out.
 */
final class ArgExtreme implements AggregateFunction {

    static final AggregateFunction MIN = new ArgExtreme("argMin", true);
    static final AggregateFunction MAX = new ArgExtreme("argMax", false);

    private final String name;
    private final boolean smallest;

    private ArgExtreme(String name, boolean smallest) {
        this.name = name;
        this.smallest = smallest;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(List<DataType> arguments) {
        return arguments.size() == 2 ? arguments.get(0) : null;
    }

    @Override
    public boolean followsRows() {
        return true;
    }

    /** Of two arguments there is no type with which it is shared but that of both. */
    private StateKey<State> key(DataType value, DataType order) {
        return new StateKey<>(name, State.class, (pool, owner, type) -> new State(pool, owner, value, order, smallest));
    }

    @Override
    public List<StateKey<?>> states(List<DataType> arguments) {
        return List.of(key(arguments.get(0), arguments.get(1)));
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        DataType type = aggregate.outputType();
        State state = states.get(key(type, aggregate.argumentTypes().get(1)));
        return ByteViews.hold(type)
                ? ResultWriter.ofCells(type, state.values)
                : ResultWriter.ofOrdered(type, state::rows, state::value);
    }

    /** A record is the row in the dataset, -1 for none, then value and order as words where they are no bytes. */
    private static final class State extends RecordState {

        private static final int VALUE = 8;
        private static final int ORDER = 16;
        private static final int RECORD = 24;
        private static final long NONE = -1;

        private final boolean smallest;
        private final boolean bytesOfValue;
        private final boolean bytesOfOrder;
        private final ValueNormalizer orderNormalizer;
        private final ByteViews valueViews;
        private final ByteViews orderViews;
        private final TextCells values;
        private final TextCells orders;

        State(MemoryPool pool, String owner, DataType value, DataType order, boolean smallest) {
            super(pool, owner, RECORD);
            this.smallest = smallest;
            this.bytesOfValue = ByteViews.hold(value);
            this.bytesOfOrder = ByteViews.hold(order);
            this.orderNormalizer = new ValueNormalizer(pool, owner);
            this.valueViews = new ByteViews(pool, owner);
            this.orderViews = new ByteViews(pool, owner);
            this.values = new TextCells(pool, owner);
            this.orders = new TextCells(pool, owner);
        }

        @Override
        void clear(long first, int count) {
            for (int group = 0; group < count; group++) {
                UnsafeApi.putLong(first + (long) RECORD * group, NONE);
            }
        }

        @Override
        public void grow(int known, int groups) {
            super.grow(known, groups);
            if (bytesOfValue) {
                values.grow(known, groups);
            }
            if (bytesOfOrder) {
                orders.grow(known, groups);
            }
        }

        @Override
        public void update(GroupBatch batch, Column[] arguments, int first) {
            Column value = arguments[first];
            Column order = arguments[first + 1];
            long valueWords = 0;
            long orderWords = 0;
            if (bytesOfValue) {
                valueViews.bind(value, batch.rows);
            } else {
                valueWords = normalizer.ordered(value, batch.rows);
            }
            if (bytesOfOrder) {
                orderViews.bind(order, batch.rows);
            } else {
                orderWords = orderNormalizer.ordered(order, batch.rows);
            }
            long valueValidity = value.validityAddress();
            long orderValidity = order.validityAddress();
            for (int row = 0; row < batch.rows; row++) {
                if (Bits.isNull(valueValidity, row) || Bits.isNull(orderValidity, row)) {
                    continue;
                }
                int group = UnsafeApi.getInt(batch.groups + 4L * row);
                long word = bytesOfOrder ? 0 : UnsafeApi.getLong(orderWords + 8L * row);
                long address = bytesOfOrder ? UnsafeApi.getLong(orderViews.addresses + 8L * row) : 0;
                int length = bytesOfOrder ? UnsafeApi.getInt(orderViews.lengths + 4L * row) : 0;
                long ordinal = batch.ordinal(row);
                if (wins(group, ordinal, word, address, length)) {
                    setOrder(group, ordinal, word, address, length);
                    if (bytesOfValue) {
                        values.set(
                                group,
                                UnsafeApi.getLong(valueViews.addresses + 8L * row),
                                UnsafeApi.getInt(valueViews.lengths + 4L * row));
                    } else {
                        UnsafeApi.putLong(record(group) + VALUE, UnsafeApi.getLong(valueWords + 8L * row));
                    }
                }
            }
        }

        private boolean wins(int group, long ordinal, long word, long address, int length) {
            long record = record(group);
            long known = UnsafeApi.getLong(record);
            if (known == NONE) {
                return true;
            }
            int order = bytesOfOrder
                    ? TextPrefixKernel.compare(address, length, orders.address(group), orders.length(group))
                    : Long.compare(word, UnsafeApi.getLong(record + ORDER));
            return order == 0 ? ordinal < known : smallest == order < 0;
        }

        private void setOrder(int group, long ordinal, long word, long address, int length) {
            long record = record(group);
            UnsafeApi.putLong(record, ordinal);
            UnsafeApi.putLong(record + ORDER, word);
            if (bytesOfOrder) {
                orders.set(group, address, length);
            }
        }

        @Override
        void mergeRecord(long record, long other) {
            throw new IllegalStateException("bytes are not in the records");
        }

        @Override
        public void merge(GroupState other, GroupMapping mapping) {
            State that = (State) other;
            for (int place = 0; place < mapping.count(); place++) {
                int from = mapping.from(place);
                int to = mapping.to(place);
                long record = that.record(from);
                long ordinal = UnsafeApi.getLong(record);
                long word = UnsafeApi.getLong(record + ORDER);
                long address = bytesOfOrder ? that.orders.address(from) : 0;
                int length = bytesOfOrder ? that.orders.length(from) : 0;
                if (ordinal != NONE && wins(to, ordinal, word, address, length)) {
                    setOrder(to, ordinal, word, address, length);
                    if (bytesOfValue) {
                        values.set(to, that.values.address(from), that.values.length(from));
                    } else {
                        UnsafeApi.putLong(record(to) + VALUE, UnsafeApi.getLong(record + VALUE));
                    }
                }
            }
        }

        @Override
        public long growth(GroupBatch batch, Column[] arguments, int first) {
            long bytes = bytesOfValue ? growth(values, arguments[first], batch.rows) : 0;
            return bytes + (bytesOfOrder ? growth(orders, arguments[first + 1], batch.rows) : 0);
        }

        private static long growth(TextCells cells, Column column, int rows) {
            return cells.growth(rows, ByteViews.totalLength(column, rows));
        }

        /** 1 where there is a row, else 0. */
        long rows(int group) {
            return UnsafeApi.getLong(record(group)) == NONE ? 0 : 1;
        }

        long value(int group) {
            return UnsafeApi.getLong(record(group) + VALUE);
        }

        @Override
        public void close() {
            values.close();
            orders.close();
            valueViews.close();
            orderViews.close();
            orderNormalizer.close();
            super.close();
        }
    }
}
