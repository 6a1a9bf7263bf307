package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The states of all aggregates, one an argument, and the writers of their results. */
final class AggregateStates implements AutoCloseable {

    private final List<ArgumentState> states = new ArrayList<>();
    // where the column of each state stands among the arguments
    private final List<Integer> positions = new ArrayList<>();
    private final List<ResultWriter> writers = new ArrayList<>();
    private RowCountState rows;

    AggregateStates(MemoryPool pool, String owner, List<BoundAggregate> aggregates) {
        try {
            int[] stateOf = createStates(pool, owner, aggregates);
            RowCounts counts = createCounts(pool, owner, aggregates);
            for (int position = 0; position < stateOf.length; position++) {
                BoundAggregate aggregate = aggregates.get(position);
                writers.add(
                        aggregate.argumentType() == null
                                ? ResultWriter.ofLong(counts::count)
                                : states.get(stateOf[position]).writer(aggregate, counts));
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private int[] createStates(MemoryPool pool, String owner, List<BoundAggregate> aggregates) {
        int[] stateOf = new int[aggregates.size()];
        Arrays.fill(stateOf, -1);
        for (int position = 0; position < stateOf.length; position++) {
            BoundAggregate aggregate = aggregates.get(position);
            if (aggregate.argumentType() == null || stateOf[position] >= 0) {
                continue;
            }
            Set<AggregateKind> kinds = EnumSet.noneOf(AggregateKind.class);
            for (int other = position; other < stateOf.length; other++) {
                if (other == position || shareArgument(aggregate, aggregates.get(other))) {
                    stateOf[other] = states.size();
                    kinds.add(aggregates.get(other).kind());
                }
            }
            states.add(new ArgumentState(pool, owner, aggregate.argumentType(), kinds));
            positions.add(position);
        }
        return stateOf;
    }

    private static boolean shareArgument(BoundAggregate left, BoundAggregate right) {
        return left.argumentNumber() >= 0
                && left.argumentNumber() == right.argumentNumber()
                && left.argumentType().equals(right.argumentType());
    }

    /** Rows are counted by a record of statistics if there is one, else apart, and not at all if nothing needs them. */
    private RowCounts createCounts(MemoryPool pool, String owner, List<BoundAggregate> aggregates) {
        for (ArgumentState state : states) {
            RowCounts counts = state.rowCounts();
            if (counts != null) {
                return counts;
            }
        }
        boolean needed = false;
        for (BoundAggregate aggregate : aggregates) {
            DataType type = aggregate.argumentType();
            needed |= ArgumentState.needsRows(type, EnumSet.of(aggregate.kind()));
        }
        if (!needed) {
            return group -> 0;
        }
        rows = new RowCountState(pool, owner);
        return rows::count;
    }

    /** The writers of the results, one an aggregate. */
    List<ResultWriter> writers() {
        return writers;
    }

    void grow(int known, int groups) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).grow(known, groups);
        }
        if (rows != null) {
            rows.grow(known, groups);
        }
    }

    void update(GroupBatch batch, Column[] arguments) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).update(batch, arguments[positions.get(state)]);
        }
        if (rows != null) {
            rows.update(batch, null);
        }
    }

    void merge(AggregateStates other, int groups, long map) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).merge(other.states.get(state), groups, map);
        }
        if (rows != null) {
            rows.merge(other.rows, groups, map);
        }
    }

    @Override
    public void close() {
        states.forEach(ArgumentState::close);
        if (rows != null) {
            rows.close();
        }
    }
}
