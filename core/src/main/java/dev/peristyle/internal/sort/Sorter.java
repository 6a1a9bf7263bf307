package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Sorts rows off the heap; with a limit it keeps only as many as can still be among the first. Stable. */
public final class Sorter implements AutoCloseable {

    /**
     * A sorter without rows.
     *
     * @param pool where memory comes from
     * @param schema the columns of every chunk
     * @param keys what to sort by, the most important first
     * @param limit how many of the first rows are wanted; {@link Long#MAX_VALUE} for all
     */
    public Sorter(MemoryPool pool, Schema schema, List<BoundSortKey> keys, long limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds rows; copies what has to be kept.
     *
     * @param chunk rows of the schema
     */
    public void append(Chunk chunk) {
        throw new UnsupportedOperationException();
    }

    /** Sorts. Nothing can be added any more. */
    public void finish() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the next rows in order.
     *
     * @return a chunk, valid until the next call or close; null at the end
     */
    public Chunk next() {
        throw new UnsupportedOperationException();
    }

    /** Frees everything. Closing again does nothing. */
    @Override
    public void close() {}
}
