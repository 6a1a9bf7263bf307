package dev.peristyle.execution;

import dev.peristyle.error.CancelledException;

/** Stops a run from another thread: it ends at the next chunk with {@link CancelledException}. Thread-safe. */
public final class CancellationToken {

    private volatile boolean cancelled;

    /** A token that nobody has used yet. */
    public CancellationToken() {}

    /** Asks every run that holds this token to stop. There is no way back. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Says whether {@link #cancel()} was called.
     *
     * @return true once it was
     */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Throws if the run was cancelled.
     *
     * @throws CancelledException if so
     */
    public void check() {
        if (cancelled) {
            throw new CancelledException("the run was cancelled through its cancellation token; output that it was"
                    + " writing has been removed");
        }
    }
}
