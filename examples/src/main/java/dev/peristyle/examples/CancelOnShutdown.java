package dev.peristyle.examples;

import dev.peristyle.execution.CancellationToken;
import java.util.concurrent.CountDownLatch;

/**
 * Binds Ctrl-C to a cancellation token, which shows how a run is stopped from outside: the JVM starts its shutdown hooks,
 * this one cancels the token, the run ends at its next chunk and removes what it has half written, the error is printed,
 * and only then, with {@link #close()}, does the hook let the JVM go.
 */
final class CancelOnShutdown implements AutoCloseable {

    private final CancellationToken cancellation = new CancellationToken();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancelAndWait, "cancel-on-shutdown");

    CancelOnShutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What the hook cancels. */
    CancellationToken cancellation() {
        return cancellation;
    }

    private void cancelAndWait() {
        cancellation.cancel();
        try {
            finished.await();
        } catch (InterruptedException nobodyInterruptsHooks) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running, and ends now
        }
    }
}
