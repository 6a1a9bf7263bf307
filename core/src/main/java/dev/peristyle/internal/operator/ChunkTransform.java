package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/** Turns each chunk into another one, without a memory of chunks before. One a thread. */
public interface ChunkTransform extends AutoCloseable {

    /**
     * Transforms a chunk.
     *
     * @param input the rows
     * @return the result, valid as long as the input is and until the next call
     */
    Chunk apply(Chunk input);

    @Override
    void close();

    /** How to make a transform for each thread. Immutable. */
    interface Step {

        /**
         * Returns what comes out.
         *
         * @return the schema of transformed chunks
         */
        Schema schema();

        /**
         * The step as it is shown in plans.
         *
         * @return one line
         */
        String describe();

        /**
         * Makes a transform for one thread.
         *
         * @param pool where its memory comes from
         * @return the transform, to be closed by the caller
         */
        ChunkTransform open(MemoryPool pool);
    }
}
