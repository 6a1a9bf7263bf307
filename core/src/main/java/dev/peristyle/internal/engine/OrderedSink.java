package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;

/**
 * What rows end in that takes them in their order: an output, a sort, a table, a consumer. It knows nothing of threads: it
 * gives out partial states to as many as ask, and each state is filled with the rows of one morsel after the other and handed
 * over when it is that morsel's turn. Only one state at a time has its turn.
 */
interface OrderedSink {

    /** Which operator it is, for its figures. */
    OperatorRun operator();

    /** Whether the rows that it takes are rows into the operator; not where it hands on what the operator made. */
    default boolean countsRows() {
        return true;
    }

    /** A state without rows, to be closed by the caller. */
    Partial partial();

    /** Whether more rows in turn would only lie and wait; such rows are held back while memory is short. */
    default boolean isBackedUp() {
        return false;
    }

    /** The rows of a morsel are all handed over. In turn. */
    default void finished(int morsel) {}

    /** Rows of one morsel. Used by one thread at a time. */
    interface Partial extends AutoCloseable {

        /** Keeps rows that are ahead of their turn. */
        void add(Chunk chunk);

        /** What it keeps. */
        long bytes();

        /** Drops what it keeps. */
        void clear();

        /** Hands over what it keeps. In turn. Returns the bytes of it that the sink still holds for somebody to take. */
        long handOver();

        /** Hands rows over. In turn, and it keeps none. Returns the bytes that the sink still holds for somebody to take. */
        long addInTurn(Chunk chunk);

        @Override
        void close();
    }
}
