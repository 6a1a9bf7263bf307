package dev.peristyle.spi;

import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.function.BiConsumer;

/** Aggregates as users write them, of the same formula as some that are built in. */
public final class OwnAggregates {

    private OwnAggregates() {}

    /** The sum of longs; null without values. */
    public static UserAggregate sum() {
        return new Sum((state, row) -> state.setLong(0, Math.addExact(state.getLong(0), row.getLong(0))));
    }

    /** A sum whose update is another one. */
    public static UserAggregate sum(BiConsumer<AggregateState, RowView> update) {
        return new Sum(update);
    }

    private record Sum(BiConsumer<AggregateState, RowView> update) implements UserAggregate {

        @Override
        public String name() {
            return "mySum";
        }

        @Override
        public DataType resultType(List<DataType> arguments) {
            return DataType.LONG;
        }

        @Override
        public int stateWords() {
            return 2;
        }

        @Override
        public void update(AggregateState state, RowView row) {
            update.accept(state, row);
            state.setLong(1, 1);
        }

        @Override
        public void merge(AggregateState state, AggregateState other) {
            state.setLong(0, Math.addExact(state.getLong(0), other.getLong(0)));
        }

        @Override
        public void result(AggregateState state, RowOutput out) {
            if (state.getLong(1) != 0) {
                out.setLong(0, state.getLong(0));
            }
        }
    }

    /** The mean of its first argument, weighted by its second one. */
    public static final class WeightedMean implements UserAggregate {

        @Override
        public String name() {
            return "weightedMean";
        }

        @Override
        public DataType resultType(List<DataType> arguments) {
            if (arguments.size() != 2 || !arguments.stream().allMatch(DataType::isNumeric)) {
                throw new IllegalArgumentException("weightedMean takes two numbers, not " + arguments);
            }
            return DataType.DOUBLE;
        }

        @Override
        public int stateWords() {
            return 2;
        }

        @Override
        public void update(AggregateState state, RowView row) {
            state.addDouble(0, row.getDouble(0) * row.getDouble(1));
            state.addDouble(1, row.getDouble(1));
        }

        @Override
        public void merge(AggregateState state, AggregateState other) {
            state.addDouble(0, other.getDouble(0));
            state.addDouble(1, other.getDouble(1));
        }

        @Override
        public void result(AggregateState state, RowOutput out) {
            if (state.getDouble(1) != 0) {
                out.setDouble(0, state.getDouble(0) / state.getDouble(1));
            }
        }
    }

    /** The least day; begins with one after all others. */
    public static final class LeastDay implements UserAggregate {

        @Override
        public DataType resultType(List<DataType> arguments) {
            return arguments.get(0);
        }

        @Override
        public int stateWords() {
            return 1;
        }

        @Override
        public void init(AggregateState state) {
            state.setLong(0, Long.MAX_VALUE);
        }

        @Override
        public void update(AggregateState state, RowView row) {
            state.setLong(0, Math.min(state.getLong(0), row.getEpochDay(0)));
        }

        @Override
        public void merge(AggregateState state, AggregateState other) {
            state.setLong(0, Math.min(state.getLong(0), other.getLong(0)));
        }

        @Override
        public void result(AggregateState state, RowOutput out) {
            if (state.getLong(0) != Long.MAX_VALUE) {
                out.set(0, java.time.LocalDate.ofEpochDay(state.getLong(0)));
            }
        }
    }

    /** How many characters texts have together; reads them without a string. */
    public static final class Characters implements UserAggregate {

        @Override
        public DataType resultType(List<DataType> arguments) {
            return DataType.INT;
        }

        @Override
        public int stateWords() {
            return 1;
        }

        @Override
        public void update(AggregateState state, RowView row) {
            state.addLong(0, row.getText(0).length());
        }

        @Override
        public void merge(AggregateState state, AggregateState other) {
            state.addLong(0, other.getLong(0));
        }

        @Override
        public void result(AggregateState state, RowOutput out) {
            out.setLong(0, state.getLong(0));
        }
    }
}
