package dev.peristyle.internal.jdbc;

import dev.peristyle.error.CancelledException;
import dev.peristyle.spi.RunContext;
import java.sql.SQLException;

/** Lets a statement be cancelled while a thread waits for the database: another one looks now and then whether the run was cancelled. */
final class Watch {

    private static final long BETWEEN_LOOKS = 50;

    private Watch() {}

    /** What takes long. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Asks the database to give up. */
    @FunctionalInterface
    interface Stop {
        void cancel() throws SQLException;
    }

    /**
     * Runs something.
     *
     * @throws CancelledException if the run was cancelled meanwhile and the database gave up
     */
    static <T> T over(Stop stop, RunContext context, Work<T> work) throws SQLException {
        Looks looks = new Looks(stop, context);
        Thread thread = new Thread(looks, "peristyle-jdbc-watch");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.run();
        } catch (SQLException failure) {
            looks.end(thread);
            if (looks.cancelled != null) {
                looks.cancelled.addSuppressed(failure);
                throw looks.cancelled;
            }
            throw failure;
        } finally {
            looks.end(thread);
        }
    }

    private static final class Looks implements Runnable {

        private final Stop stop;
        private final RunContext context;
        private boolean ended;
        private volatile CancelledException cancelled;

        Looks(Stop stop, RunContext context) {
            this.stop = stop;
            this.context = context;
        }

        @Override
        public synchronized void run() {
            while (!ended) {
                try {
                    wait(BETWEEN_LOOKS);
                    if (!ended) {
                        context.advance(0, 0);
                    }
                } catch (CancelledException wanted) {
                    cancelled = cancelled == null ? wanted : cancelled;
                    // again until it ends: the database may not have begun with the statement
                    cancel();
                } catch (InterruptedException end) {
                    ended = true;
                }
            }
        }

        private void cancel() {
            try {
                stop.cancel();
            } catch (SQLException refused) {
                cancelled.addSuppressed(refused);
            }
        }

        /** Waits for a cancellation that is under way, so that it meets no other statement. */
        void end(Thread thread) {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
