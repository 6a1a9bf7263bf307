package dev.peristyle.internal.engine;

import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;

/** An interrupted run ends in one way, whatever it was doing at the time. */
final class Interruption {

    private static final String MESSAGE =
            "the thread that runs the pipeline was interrupted; output that it was writing has" + " been removed";

    private Interruption() {}

    /** Ends the run when the current thread was interrupted, which it stays. */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException(MESSAGE);
        }
    }

    /** What ends a run that was interrupted while it waited; the thread stays interrupted. */
    static CancelledException of(InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return new CancelledException(MESSAGE, interruption);
    }

    /** The system closes a file when a thread is interrupted in it: such a failure is an interruption too. */
    static Throwable explain(Throwable failure) {
        return failure instanceof DataAccessException && Thread.currentThread().isInterrupted()
                ? new CancelledException(MESSAGE, failure)
                : failure;
    }
}
