package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.Map;

/**
 * Turns each chunk into another one, without a memory of chunks before. One per thread. One of which the step runs in order has a
 * memory: there is one, and it is shown all chunks in their order.
 */
public interface ChunkTransform extends AutoCloseable {

    /** It is not known where a row comes from. */
    int UNKNOWN_ROW = -1;

    /**
     * Transforms a chunk.
     *
     * @return the result, valid as long as the input is and until the next call
     */
    Chunk apply(Chunk input);

    /**
     * Returns more of what the last chunk gives, for a step that makes more rows of it than one chunk is to have.
     *
     * @return more rows, possibly none, valid as long as the input is and until the next call; null if that was all
     */
    default Chunk more() {
        return null;
    }

    /**
     * Returns where a row comes from, for errors about it.
     *
     * @param row a row of the last result
     * @return the row of the input, or {@link #UNKNOWN_ROW}
     */
    default int inputRow(int row) {
        return UNKNOWN_ROW;
    }

    /**
     * Says what the report of the run has to tell of it beside rows. Asked once, before {@link #close}.
     *
     * @return numbers by what they count
     */
    default Map<String, Long> counts() {
        return Map.of();
    }

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
