package dev.peristyle;

import dev.peristyle.internal.cache.RowCache;

/**
 * Rows that are computed when they are first read and kept off the heap for other runs, until the memory is needed:
 * {@link Pipeline#cache()}. It holds no rows before the first run that reads it.
 *
 * <ul>
 *   <li>Two runs that ask at the same time compute once: the second waits. What fails or is cancelled while it is computed is not kept.
 *   <li>The rows are in the {@link dev.peristyle.execution.MemoryBudget} of the pipeline that was cached. What no run reads gives way when a run needs a share of
 *       the budget, the large and long unused first, and is computed anew when it is asked for again, or read back from disk where that was {@linkplain CacheRelease asked for}.
 *   <li>Where there is no room to keep the rows, a run computes them as a part of itself, which needs no more memory than without a cache.
 *   <li>A run keeps what it reads until it ends: a cursor, iterator or stream until it is closed.
 * </ul>
 *
 * <p>It belongs to whoever made it, who closes it; each run belongs to whoever started it. Thread-safe.
 */
public final class CachedTable implements AutoCloseable {

    private final RowCache cache;
    private final Pipeline pipeline;

    CachedTable(RowCache cache, Pipeline pipeline) {
        this.cache = cache;
        this.pipeline = pipeline;
    }

    /**
     * The rows, to be queried, joined and read as those of any other pipeline, in any number of runs and threads.
     *
     * @return a pipeline with the settings of the one that was cached; a run of it that starts after this cache was closed fails
     */
    public Pipeline pipeline() {
        return pipeline;
    }

    /**
     * Tells how often the rows were found, computed and released.
     *
     * @return the figures of this moment
     */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                cache.hits(),
                cache.misses(),
                cache.readBacks(),
                cache.releases(),
                cache.bytes(),
                cache.diskBytes(),
                cache.failedWrites());
    }

    /**
     * Gives the rows up, in memory and on disk, unless a run reads them in memory; the next run computes them anew, such as from a file that has
     * changed. What a run reads on disk is deleted when it ends.
     */
    public void release() {
        cache.release();
    }

    /**
     * Gives the rows up for good. Runs that read them go on, and what they read is given back when the last of them ends; a run
     * that computes them at this moment ends with an {@link IllegalStateException}, as those do that start later. Closing again does
     * nothing.
     */
    @Override
    public void close() {
        cache.close();
    }

    /** What is cached, and the figures. */
    @Override
    public String toString() {
        return cache.describe() + ", " + statistics();
    }
}
