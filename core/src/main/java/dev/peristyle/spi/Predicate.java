package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import java.util.List;
import java.util.Map;

/**
 * A condition on rows that is pushed down to a source. A source can look into it ({@link #condition()}, {@link #bounds}), ask
 * whether rows of known statistics can meet it ({@link #canHold}), translate it into a query of its own, or apply it to its
 * chunks ({@link #open}). Immutable and thread-safe.
 */
public interface Predicate {

    /**
     * Returns the columns that the condition reads.
     *
     * @return their distinct names, the order of the columns in the chunk given to {@link Evaluator#evaluate}
     */
    List<String> columns();

    /**
     * The condition as it is shown in plans.
     *
     * @return one line
     */
    String describe();

    /**
     * Returns the condition as a tree that can be inspected.
     *
     * @return the tree; what cannot be told in its terms is {@link Condition.Opaque}
     */
    default Condition condition() {
        return new Condition.Opaque(describe(), columns());
    }

    /**
     * Returns what is known of a column in each row that passes.
     *
     * @param column its name
     * @return its bounds; {@link Bounds#NONE} if nothing is known
     */
    default Bounds bounds(String column) {
        return Bounds.of(condition(), column);
    }

    /**
     * Says whether any row of some rows can pass.
     *
     * @param statistics what is known of the rows
     * @return false if none of them can; true if one may
     */
    default boolean canHold(Statistics statistics) {
        return Pruning.canHold(condition(), statistics);
    }

    /**
     * Makes an evaluator for one thread.
     *
     * @param pool where its scratch memory comes from
     * @return the evaluator, to be closed by the caller
     */
    Evaluator open(MemoryPool pool);

    /** Applies the condition. Not thread-safe. */
    interface Evaluator extends AutoCloseable {

        /**
         * Writes one bit for each row, least significant bit first: 1 where the condition is true, 0 where it is false or null.
         *
         * @param chunk rows of exactly the columns of {@link Predicate#columns()}, in that order
         * @param bitmap address of at least {@code rowCount} bits in whole 64-bit words; the bits past the last row are
         *     written as 0
         * @return the number of bits set
         */
        int evaluate(Chunk chunk, long bitmap);

        /**
         * Says what the report of the run has to tell of it. Asked once, before {@link #close}.
         *
         * @return numbers by what they count; none unless this is overridden
         */
        default Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        void close();
    }
}
