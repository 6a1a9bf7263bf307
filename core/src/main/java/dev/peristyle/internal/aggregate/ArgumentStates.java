package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * What is remembered of one argument, or of several together, for all aggregates of it: first what they ask for, then what they
 * read it through.
 */
final class ArgumentStates {

    /** Asked for by whoever has to know how many values a group has. */
    static final List<StateKey<?>> COUNTS = List.of(RowCountState.KEY, NullCountState.KEY);

    /** The type of the first argument. */
    final DataType type;
    /** Where its column, or the first of them, is among the arguments. */
    final int position;

    private final Set<StateKey<?>> asked = new LinkedHashSet<>();
    private final Map<StateKey<?>, Object> views = new HashMap<>();

    ArgumentStates(DataType type, int position) {
        this.type = type;
        this.position = position;
    }

    Set<StateKey<?>> asked() {
        return asked;
    }

    void put(StateKey<?> key, GroupState state) {
        views.put(key, state.view(key));
    }

    <V> V get(StateKey<V> key) {
        return key.view().cast(views.get(key));
    }

    /** The values of each group that are not null; {@link #COUNTS} must be asked for. */
    IntToLongFunction valueCounts() {
        IntToLongFunction rows = get(RowCountState.KEY);
        IntToLongFunction nulls = get(NullCountState.KEY);
        return group -> rows.applyAsLong(group) - nulls.applyAsLong(group);
    }
}
