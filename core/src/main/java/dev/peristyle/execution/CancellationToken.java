package dev.peristyle.execution;

import dev.peristyle.error.CancelledException;
import dev.peristyle.internal.check.Arguments;

/** Stops a run from another thread: it ends at the next chunk with {@link CancelledException}. Thread-safe. */
public final class CancellationToken {

    private final CancellationToken[] others;
    private volatile boolean cancelled;

    /** A token that nobody has used yet. */
    public CancellationToken() {
        this(new CancellationToken[0]);
    }

    private CancellationToken(CancellationToken[] others) {
        this.others = others;
    }

    /**
     * A token that is cancelled as soon as one of others is, or itself.
     *
     * @param others they know nothing of it
     * @return the token
     */
    public static CancellationToken anyOf(CancellationToken... others) {
        return new CancellationToken(Arguments.list("others", others).toArray(CancellationToken[]::new));
    }

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
        if (cancelled) {
            return true;
        }
        for (CancellationToken other : others) {
            if (other.isCancelled()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Throws if the run was cancelled.
     *
     * @throws CancelledException if so
     */
    public void check() {
        if (isCancelled()) {
            throw new CancelledException("the run was cancelled through its cancellation token; output that it was"
                    + " writing has been removed");
        }
    }
}
