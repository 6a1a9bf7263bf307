package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import java.util.Map;

/**
 * Writes one dataset. The work is in two steps, so that several threads can share it: an {@link Encoder}, one for each
 * thread, turns chunks into bytes; {@link #append} puts them into the output, in order, from one thread at a time.
 *
 * <p>What was written becomes visible as a whole with {@link #commit()}. Closing without a commit leaves nothing
 * that looks like a whole output.
 */
public interface SinkWriter extends AutoCloseable {

    /**
     * Makes an encoder for one thread.
     *
     * @param pool where its memory comes from
     * @return the encoder, to be closed by the caller
     */
    Encoder encoder(MemoryPool pool);

    /**
     * Writes what an encoder holds and empties it.
     *
     * @param encoder one of this writer's encoders, not in use by another thread meanwhile
     */
    void append(Encoder encoder);

    /**
     * Says what the report of the run has to tell of the writing beside rows and bytes, such as how many rows were left out and why. Asked
     * once, before {@link #close}, whether all was written or the run failed.
     *
     * @return numbers by what they count, in the order in which they are shown; none unless this is overridden
     */
    default Map<String, Long> counts() {
        return Map.of();
    }

    /** Makes the output whole and visible. Nothing can be appended after it. */
    void commit();

    /** Ends the writing. Without a {@link #commit()} before, the output is taken back. */
    @Override
    void close();

    /** Turns chunks into bytes and holds them. Not thread-safe. */
    interface Encoder extends AutoCloseable {

        /**
         * Adds rows of a chunk, from one of them to the last, or as many as there is memory for. Rows that were not added
         * come again, in a call that begins with the first of them; before it, what is held may have been appended.
         *
         * @param chunk rows of the writer's schema
         * @param from the first row to add, less than the chunk's row count
         * @return the row after the last that was added: the row count of the chunk if all were, {@code from} if there is
         *     no room beside what is held. At least one row is added where nothing is held
         * @throws dev.peristyle.error.MemoryLimitException when nothing is held and not even one row has room
         */
        int encode(Chunk chunk, int from);

        /**
         * Returns how much it holds.
         *
         * @return bytes
         */
        long size();

        /** Drops what it holds. */
        void clear();

        @Override
        void close();
    }
}
