package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The states of all aggregates and the writers of their results. States are planned by argument: whoever asks for the
 * same key gets the same state, and several keys are answered by one state where there is a {@link FusedState} for
 * them. Rows are counted once for all arguments, by a fused state if there is one, and not at all if nobody asks.
 */
final class AggregateStates implements AutoCloseable {

    /** Bytes of a value that a state brings to another form. */
    private static final int SCRATCH = 16;

    private final MemoryPool pool;
    private final String owner;
    private final List<GroupState> states = new ArrayList<>();
    // where the column of each state is among the arguments, or the first of them
    private final List<Integer> positions = new ArrayList<>();
    private final List<ResultWriter> writers = new ArrayList<>();
    private GroupState rows;

    AggregateStates(MemoryPool pool, String owner, List<BoundAggregate> aggregates) {
        this.pool = pool;
        this.owner = owner;
        try {
            List<ArgumentStates> planned = plan(aggregates);
            Set<ArgumentStates> different = new LinkedHashSet<>(planned);
            for (ArgumentStates argument : different) {
                create(argument);
            }
            countRows(different);
            for (int position = 0; position < planned.size(); position++) {
                BoundAggregate aggregate = aggregates.get(position);
                writers.add(aggregate.definition().writer(aggregate, planned.get(position)));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** What is asked for, by aggregate; the same object where aggregates have the same argument. */
    private static List<ArgumentStates> plan(List<BoundAggregate> aggregates) {
        List<ArgumentStates> planned = new ArrayList<>();
        Map<Object, ArgumentStates> shared = new LinkedHashMap<>();
        int position = 0;
        for (BoundAggregate aggregate : aggregates) {
            ArgumentStates states = new ArgumentStates(aggregate.argumentType(), position);
            position += aggregate.slots();
            if (!aggregate.argumentTypes().isEmpty()
                    && !aggregate.argumentNumbers().isEmpty()) {
                Object arguments = List.of(aggregate.argumentNumbers(), aggregate.argumentTypes());
                ArgumentStates other = shared.putIfAbsent(arguments, states);
                states = other == null ? states : other;
            }
            states.asked().addAll(aggregate.definition().states(aggregate.argumentTypes()));
            planned.add(states);
        }
        return planned;
    }

    private void create(ArgumentStates argument) {
        Set<StateKey<?>> left = new LinkedHashSet<>(argument.asked());
        left.remove(RowCountState.KEY);
        for (FusedState fused : FusedState.values()) {
            if (!left.isEmpty() && fused.fits(argument.type, left)) {
                GroupState state = add(fused.make(pool, owner), argument);
                for (StateKey<?> key : left) {
                    if (fused.answers(key)) {
                        argument.put(key, state);
                    }
                }
                left.removeIf(fused::answers);
                rows = rows == null ? state : rows;
            }
        }
        for (StateKey<?> key : left) {
            argument.put(key, add(key, argument));
        }
    }

    private GroupState add(StateKey<?> key, ArgumentStates argument) {
        return add(key.maker().make(pool, owner, argument.type), argument);
    }

    private GroupState add(GroupState state, ArgumentStates argument) {
        if (state instanceof EdgeState edge) {
            edge.follow(edges(edge.isFirst()));
        }
        states.add(state);
        positions.add(argument.position);
        return state;
    }

    /** The first or last rows of groups, which all values of them share; before these, because they follow it. */
    private EdgeRows edges(boolean first) {
        for (GroupState state : states) {
            if (state instanceof EdgeRows rows && rows.isFirst() == first) {
                return rows;
            }
        }
        EdgeRows rows = new EdgeRows(pool, owner, first);
        states.add(rows);
        positions.add(0);
        return rows;
    }

    private void countRows(Set<ArgumentStates> arguments) {
        for (ArgumentStates argument : arguments) {
            if (argument.asked().contains(RowCountState.KEY)) {
                rows = rows == null ? add(RowCountState.KEY, argument) : rows;
                argument.put(RowCountState.KEY, rows);
            }
        }
    }

    /** The writers of the results, one per aggregate. */
    List<ResultWriter> writers() {
        return writers;
    }

    void grow(int known, int groups) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).grow(known, groups);
        }
    }

    /** What updates may take at most; room for a chunk in another form included. */
    long growth(GroupBatch batch, Column[] arguments) {
        long bytes = (long) states.size() * SCRATCH * batch.rows;
        for (int state = 0; state < states.size(); state++) {
            bytes += states.get(state).growth(batch, arguments, positions.get(state));
        }
        return bytes;
    }

    /** Takes the memory that results need. */
    void finish() {
        states.forEach(GroupState::finish);
    }

    /** Where functions of users fail, the failure of the first row is thrown, whichever of them it is. */
    void update(GroupBatch batch, Column[] arguments) {
        RowFailure failure = null;
        for (int state = 0; state < states.size(); state++) {
            try {
                states.get(state).update(batch, arguments, positions.get(state));
            } catch (RowFailure found) {
                failure = found;
                // only rows before it are of interest now
                batch.rows = found.row();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    void merge(AggregateStates other, GroupMapping mapping) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).merge(other.states.get(state), mapping);
        }
    }

    @Override
    public void close() {
        for (GroupState state : states) {
            state.close();
        }
    }
}
