package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.Threads;
import dev.peristyle.spi.RunContext;
import java.sql.SQLException;

/**
 * Wakes up a thread that waits for the database: another thread looks now and then whether the run was cancelled or the one that waits was
 * interrupted, and asks the database to give up. It does no more than that: what is thrown then, and what listeners are told, is up to the
 * thread that waited. One for each statement; used by one thread at a time.
 */
final class Watch implements AutoCloseable {

    private static final long BETWEEN_LOOKS = 50;

    private final Stop stop;
    private final RunContext context;
    private Thread thread;
    private boolean ended;

    /** Who waits for the database, or null if nobody does. */
    private Thread waiting;

    /** Asks the database to give up. */
    @FunctionalInterface
    interface Stop {
        void cancel() throws SQLException;
    }

    /** What may take long. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    Watch(Stop stop, RunContext context) {
        this.stop = stop;
        this.context = context;
    }

    /**
     * Runs something that waits for the database.
     *
     * @throws dev.peristyle.error.CancelledException if the run was cancelled or the thread interrupted, and the database gave up
     */
    <T> T over(Work<T> work) throws SQLException {
        begin();
        try {
            return work.run();
        } catch (SQLException | DataAccessException failure) {
            end();
            throwIfCancelled(failure);
            throw failure;
        } finally {
            end();
        }
    }

    private void throwIfCancelled(Exception failure) {
        try {
            context.advance(0, 0);
        } catch (RuntimeException wanted) {
            wanted.addSuppressed(failure);
            throw wanted;
        }
    }

    private synchronized void begin() {
        waiting = Thread.currentThread();
        if (thread == null) {
            thread = new Thread(this::look, "peristyle-jdbc-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Waits for a cancellation that is under way, so that it meets no other statement. */
    private synchronized void end() {
        waiting = null;
    }

    private synchronized void look() {
        while (!ended) {
            try {
                wait(BETWEEN_LOOKS);
            } catch (InterruptedException nobodyDoes) {
                return;
            }
            // again until it ends: the database may not have begun with the statement
            if (waiting != null && (context.isCancelled() || waiting.isInterrupted())) {
                Connected.drop(stop::cancel);
            }
        }
    }

    @Override
    public void close() {
        Thread watching;
        synchronized (this) {
            ended = true;
            notifyAll();
            watching = thread;
        }
        if (watching != null) {
            Threads.join(watching);
        }
    }
}
