package dev.peristyle.spi;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/**
 * One reading of a dataset, cut into splits {@code [0, splitCount)} that several threads can read at the same time, each
 * with a reader of its own. The rows of the dataset are those of split 0, then of split 1, and so on.
 *
 * <p>A split of a text file begins at the first record boundary at or after a byte position. Where that is cannot always
 * be known without reading what lies before (the position may be inside quotes), so a reader that starts in the middle
 * guesses, and says where it began and where it ended. The reading is exact if each split began where the one before
 * ended; whoever drives the readers checks that and has a split that began elsewhere read again.
 */
public interface Scan extends AutoCloseable {

    /** Stands for a start that the reader has to find itself. */
    long UNKNOWN = -1;

    /**
     * Returns the columns that readers deliver.
     *
     * @return the requested columns in the requested order
     */
    Schema schema();

    /**
     * Returns the number of splits.
     *
     * @return 0 for an empty dataset
     */
    int splitCount();

    /**
     * Returns the size of the input, for progress.
     *
     * @return bytes, or -1 if not known
     */
    long totalBytes();

    /**
     * Makes a reader for one thread.
     *
     * @param pool where its memory comes from
     * @return the reader, to be closed by the caller before this scan
     */
    SplitReader reader(MemoryPool pool);

    @Override
    void close();
}
