package dev.peristyle.spi;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.Map;

/**
 * One reading of a dataset, handed out in morsels that several threads read at the same time, each with a reader of its own.
 * The rows of the dataset are those of the first morsel, then of the second, and so on.
 *
 * <p>Neither how many morsels there are nor how large they are has to be known in advance: they may be made while others are
 * read. An input that cannot be split has one morsel. Where a morsel begins is known when it is handed out; inputs that have
 * to be read for it implement {@link GuessingScan}.
 */
public interface Scan extends AutoCloseable {

    /**
     * Returns the columns that readers deliver.
     *
     * @return the requested columns in the requested order
     */
    Schema schema();

    /**
     * Hands out the next morsel. Called by any thread, but by one at a time.
     *
     * @return the morsel, or null when there is none left; then also at each further call
     */
    Morsel nextMorsel();

    /**
     * Returns how many readers can have something to do at the same time.
     *
     * @return 1 or more; 1 for an input that cannot be split
     */
    default int maxReaders() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns the size of the input, for progress.
     *
     * @return bytes, or -1 if not known
     */
    default long totalBytes() {
        return -1;
    }

    /**
     * Makes a reader for one thread.
     *
     * @param pool where its memory comes from
     * @return the reader, to be closed by the caller before this scan
     */
    MorselReader reader(MemoryPool pool);

    /**
     * Called once all morsels have been read and before the result is given out: the last moment to say that what was read is
     * not the dataset, for example because a file has changed meanwhile. Not called when a reading ends early.
     *
     * @throws dev.peristyle.error.DataAccessException if the rows are not to be trusted
     */
    default void finish() {}

    /**
     * Says what the report of the run has to tell of the reading beside rows and bytes, such as how many rows were left out and why. Asked
     * once, before {@link #close}, whether the reading came to its end, ended early or failed.
     *
     * @return numbers by what they count, in the order in which they are shown; none unless this is overridden
     */
    default Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    void close();
}
