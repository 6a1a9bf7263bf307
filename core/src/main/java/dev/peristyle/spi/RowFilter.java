package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import java.util.List;

/** A condition on rows that a source applies itself, so that it parses the other columns only where it holds. */
public interface RowFilter {

    /**
     * Returns the columns that the condition reads.
     *
     * @return their names, the order of the columns in the chunk given to {@link Evaluator#evaluate}
     */
    List<String> columns();

    /**
     * The condition as it is shown in plans.
     *
     * @return one line
     */
    String describe();

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
         * Writes one bit a row, least significant bit first: 1 where the condition is true, 0 where it is false or null.
         *
         * @param chunk rows of exactly the columns of {@link RowFilter#columns()}, in that order
         * @param bitmap address of at least {@code rowCount} bits in whole 64-bit words; the bits past the last row are
         *     written as 0
         * @return the number of bits set
         */
        int evaluate(Chunk chunk, long bitmap);

        @Override
        void close();
    }
}
