package dev.peristyle.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Brings a growing file to the disk while more of it is made, so that its end has little to wait for. That is waiting and
 * hardly any work, so it has a thread of its own, from the first {@link #STEP} bytes on.
 *
 * <p>A writer that is too far ahead of the disk waits: the sync at the end would have waited for the same bytes, and so
 * little is under way when a run is given up. Thread-safe.
 */
final class EarlySync {
    /** Synced at a time: so many that the cost of a sync does not matter, so few that the last one is short. */
    static final long STEP = 8 << 20;

    /** A writer that is ahead of the syncs by more than this waits. */
    static final long MAX_AHEAD = 64 << 20;

    private final FileChannel channel;
    private Thread thread;
    private long ahead;
    private boolean ended;
    private Throwable failure;

    EarlySync(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Counts bytes that were written.
     *
     * @throws IOException if earlier ones could not be brought to the disk
     */
    synchronized void written(long bytes) throws IOException {
        ahead += bytes;
        if (ahead < STEP) {
            return;
        }
        if (thread == null) {
            thread = new Thread(this::run, "peristyle-sync");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
        boolean interrupted = false;
        while (ahead >= MAX_AHEAD && failure == null) {
            try {
                wait();
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        check();
    }

    private void run() {
        try {
            while (takeStep()) {
                channel.force(false);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    /** Waits for enough to sync; false at the end. */
    private synchronized boolean takeStep() throws InterruptedException {
        while (ahead < STEP && !ended) {
            wait();
        }
        ahead = 0;
        notifyAll();
        return !ended;
    }

    private synchronized void fail(Throwable thrown) {
        failure = thrown;
        notifyAll();
    }

    /** Waits for the sync that is under way, whatever comes of it. What was written since is left to the caller. */
    void end() {
        Thread running;
        synchronized (this) {
            ended = true;
            running = thread;
            notifyAll();
        }
        if (running != null) {
            Threads.join(running);
        }
    }

    /**
     * Says whether all went well so far; the system tells of lost bytes only once.
     *
     * @throws IOException if bytes could not be brought to the disk
     */
    synchronized void check() throws IOException {
        if (failure instanceof IOException exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IOException("the sync of what was written ended early", failure);
        }
    }
}
