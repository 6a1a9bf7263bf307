package dev.peristyle.spi;

import dev.peristyle.column.Chunk;

/**
 * Reads one split after the other, in any order. Not thread-safe.
 *
 * <p>{@code begin(k, start)}, then {@link #next()} until it returns false, then the next split. A reader can be sent to
 * another split, or to the same one again, at any time.
 */
public interface SplitReader extends AutoCloseable {

    /**
     * Goes to a split.
     *
     * @param split 0 to {@link Scan#splitCount()} - 1
     * @param start where the split before ended, or {@link Scan#UNKNOWN}: then the reader finds the start itself
     */
    void begin(int split, long start);

    /**
     * Fills {@link #chunk()} with the next rows of the split.
     *
     * @return false at the end of the split; a chunk can also have no rows
     */
    boolean next();

    /**
     * Returns the rows that {@link #next()} read. They are valid until the next call of {@link #begin}, {@link #next} or
     * {@link #close}.
     *
     * @return always the same object
     */
    Chunk chunk();

    /**
     * Returns where the split began: what {@link #end()} of the split before has to be.
     *
     * @return a position in the dataset
     */
    long start();

    /**
     * Returns where the split ended. Valid after {@link #next()} returned false.
     *
     * @return a position in the dataset
     */
    long end();

    @Override
    void close();
}
