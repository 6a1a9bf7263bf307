package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.util.Set;

/**
 * A state that answers for several keys in one pass over a record per group, and counts the rows as well. It takes the place
 * of the states for a sum, the smallest and the largest value where the sum is asked for and one of the others.
 */
enum FusedState {
    INTEGERS,
    DOUBLES;

    private StateKey<?> sum() {
        return this == INTEGERS ? ExactSumState.KEY : DoubleSumState.KEY;
    }

    boolean fits(DataType type, Set<StateKey<?>> asked) {
        return (this == INTEGERS ? type.lane() == Lane.I64 : type.layout() == Layout.FLOAT64)
                && asked.contains(sum())
                && (asked.contains(ExtremeState.SMALLEST) || asked.contains(ExtremeState.LARGEST));
    }

    boolean answers(StateKey<?> key) {
        return key.equals(sum()) || key.equals(ExtremeState.SMALLEST) || key.equals(ExtremeState.LARGEST);
    }

    GroupState make(MemoryPool pool, String owner) {
        return this == INTEGERS ? new StatisticsState(pool, owner) : new DoubleStatisticsState(pool, owner);
    }
}
