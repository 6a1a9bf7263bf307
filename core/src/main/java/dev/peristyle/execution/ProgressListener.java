package dev.peristyle.execution;

/** Is told how far a run has come. */
@FunctionalInterface
public interface ProgressListener {

    /** Ignores what it is told. */
    ProgressListener NONE = progress -> {};

    /**
     * Called after each chunk, at most every 100 ms, and once at the end; one call at a time, on a thread of the run. What
     * it throws ends the run.
     *
     * @param progress how far the run has come
     */
    void update(Progress progress);
}
