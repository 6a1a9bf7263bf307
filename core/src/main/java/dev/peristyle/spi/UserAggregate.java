package dev.peristyle.spi;

import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * An aggregate of your own, for {@code Aggregates.own}: how a state of a fixed number of words begins, takes a row in, takes another
 * state in, and gives a result. States lie off the heap beside those of other aggregates; nothing is allocated for a row or a group.
 *
 * <pre>{@code
 * final class WeightedMean implements UserAggregate {
 *     public DataType resultType(List<DataType> arguments) {
 *         return DataType.DOUBLE;
 *     }
 *
 *     public int stateWords() {
 *         return 2;
 *     }
 *
 *     public void update(AggregateState state, RowView row) {
 *         state.addDouble(0, row.getDouble(0) * row.getDouble(1));
 *         state.addDouble(1, row.getDouble(1));
 *     }
 *
 *     public void merge(AggregateState state, AggregateState other) {
 *         state.addDouble(0, other.getDouble(0));
 *         state.addDouble(1, other.getDouble(1));
 *     }
 *
 *     public void result(AggregateState state, RowOutput out) {
 *         if (state.getDouble(1) != 0) {
 *             out.setDouble(0, state.getDouble(0) / state.getDouble(1));
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Rows in which one of the arguments is null are left out: {@link #update} never sees a null. To count them, hand over an
 * expression that has none, such as {@code col("x").isNull()}.
 *
 * <p>Which rows go into which state before states are merged, and in which order, depends on threads, memory and windows. So a result
 * must not depend on it, but for the rounding of sums. An object is used by several threads at a time and must not change.
 *
 * <p>What a method throws ends the run with a {@link dev.peristyle.error.ComputationException}, which has it as its cause; for a row it
 * names the values, and the place in the input where that is known: not for rows that had to wait on disk.
 */
public interface UserAggregate {

    /**
     * What it is called in plans and messages, and in the name of its column: {@code name(price)}.
     *
     * @return a name
     */
    default String name() {
        return "own";
    }

    /**
     * The type of the result. Called when the pipeline is described, so that it can refuse arguments at once.
     *
     * @param arguments the types of the arguments
     * @return a type of fixed width: neither text nor binary
     * @throws IllegalArgumentException when it takes no such arguments; the message should say which
     */
    DataType resultType(List<DataType> arguments);

    /**
     * How much a state is.
     *
     * @return words of 8 bytes, 1 to 8,192
     */
    int stateWords();

    /**
     * Begins a state.
     *
     * @param state all words are 0
     */
    default void init(AggregateState state) {}

    /**
     * Takes a row in.
     *
     * @param state the state of its group
     * @param row the arguments by position, or by name where they are columns; none of them is null. Neither to be kept
     */
    void update(AggregateState state, RowView row);

    /**
     * Takes the rows of another state in. Only called for states that both have rows.
     *
     * @param state the state that gets them
     * @param other the state whose rows they are; not to be changed
     */
    void merge(AggregateState state, AggregateState other);

    /**
     * Gives the result of a group, perhaps more than once: rows may follow, in windows. Also called for a state without rows, as {@link
     * #init} has left it, such as that of a group in which all arguments are null.
     *
     * @param state the state; not to be changed
     * @param out takes the result as column 0, by one call of a setter; without a call the result is null
     */
    void result(AggregateState state, RowOutput out);
}
