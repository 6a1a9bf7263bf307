package dev.peristyle.column;

import dev.peristyle.schema.Schema;

/**
 * Rows as a sequence of chunks, for loops that go column by column. Not thread-safe.
 *
 * <pre>{@code
 * try (ChunkIterator chunks = orders.select("price").chunks()) {
 *     while (chunks.next()) {
 *         DoubleColumn price = chunks.chunk().doubles("price");
 *         for (int row = 0; row < price.rowCount(); row++) {
 *             total += price.get(row);
 *         }
 *     }
 * }
 * }</pre>
 */
public interface ChunkIterator extends AutoCloseable {

    /**
     * Returns the columns of every chunk.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Goes to the next chunk.
     *
     * @return false at the end; a chunk can also have no rows
     */
    boolean next();

    /**
     * Returns the chunk that {@link #next()} went to. It and its columns are reused by the next call of {@link #next()} and
     * invalid after {@link #close()}: do not keep them.
     *
     * @return the chunk
     * @throws IllegalStateException before the first call of {@link #next()}, after it returned false, and after close
     */
    Chunk chunk();

    /** Frees what the iteration holds. Closing again does nothing. */
    @Override
    void close();
}
