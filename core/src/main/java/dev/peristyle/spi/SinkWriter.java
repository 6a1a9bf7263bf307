package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;

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

    /** Makes the output whole and visible. Nothing can be appended after it. */
    void commit();

    /** Ends the writing. Without a {@link #commit()} before, the output is taken back. */
    @Override
    void close();

    /** Turns chunks into bytes and holds them. Not thread-safe. */
    interface Encoder extends AutoCloseable {

        /**
         * Adds the rows of a chunk.
         *
         * @param chunk rows of the writer's schema
         */
        void encode(Chunk chunk);

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
