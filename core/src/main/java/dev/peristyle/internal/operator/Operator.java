package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.schema.Schema;

/** One step of a running pipeline: whoever wants rows asks it for the next chunk, and it asks its input. Not thread-safe. */
public interface Operator extends AutoCloseable {

    /**
     * Returns the columns of every chunk.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Returns the next rows.
     *
     * @return a chunk, possibly without rows, valid until the next call or {@link #close()}; null at the end
     */
    Chunk next();

    /** Frees what it holds, its input included. Closing again does nothing. */
    @Override
    void close();
}
