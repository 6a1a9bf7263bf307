package dev.peristyle.column;

import dev.peristyle.schema.Schema;

/**
 * Rows as a sequence of chunks, for loops that go column by column.
 *
 * <p>An iteration belongs to the first thread that uses it, until that thread {@linkplain #handOver hands it over} or ends.
 * Every use by another thread, of the chunk and its columns too, is an {@link IllegalStateException} in that thread, closing
 * included: memory stays until the owner closes. To stop it from another thread, cancel the token that was given to
 * {@code Execution.cancellation}.
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

    /**
     * Gives the iteration to the thread that uses it next. What is not bound to a thread does nothing.
     *
     * @throws IllegalStateException when it belongs to another thread
     */
    default void handOver() {}

    /**
     * Frees what the iteration holds. Closing again does nothing.
     *
     * @throws IllegalStateException when it belongs to another thread, or is called by what {@link #next()} itself calls
     */
    @Override
    void close();
}
