package dev.peristyle.internal.over;

/** One or more functions of a window while it runs: batch after batch, in the order of the window. Not thread-safe. */
interface Evaluation extends AutoCloseable {

    /**
     * Says how many rows can be computed at once. Called before {@link #evaluate}, maybe with more rows than that is.
     *
     * @param count rows from the first one of the batch on
     * @return 1 to {@code count}
     */
    default int fit(Batch batch, int count) {
        return count;
    }

    /**
     * Computes the results of the first rows of a batch, into buffers that whoever has made this knows.
     *
     * @param count how many; the next batch begins after them
     */
    void evaluate(Batch batch, int count);

    /** Which row is the first one that may still be looked at here. */
    default long oldest() {
        return Long.MAX_VALUE;
    }

    @Override
    default void close() {}
}
