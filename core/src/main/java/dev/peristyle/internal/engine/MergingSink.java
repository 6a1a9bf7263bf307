package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;

/**
 * What rows end in that takes them in any order: groups. It knows nothing of threads: it gives out partial states to as many
 * as ask, and merges them once all their rows are known to be right.
 */
interface MergingSink {

    /** Which operator it is, for its figures. */
    OperatorRun operator();

    /** A state without rows, to be merged or closed by the caller. */
    Partial partial();

    /** Takes a state over: it is closed, or a part of the result. One at a time. */
    void merge(Partial partial);

    /** Some of the rows. Used by one thread at a time. */
    interface Partial extends AutoCloseable {

        /**
         * Takes rows in.
         *
         * @param chunk the rows
         * @param ordinal the place of the first one among all rows; places may have gaps
         * @throws dev.peristyle.internal.expression.RowFailure when a function of the user fails for one of the rows
         */
        void add(Chunk chunk, long ordinal);

        @Override
        void close();
    }
}
