package dev.peristyle.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Runs the same work on several threads and waits for all. */
final class Workers {

    private Workers() {}

    /** A thread of a run: it does not keep the JVM alive. */
    static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "peristyle-worker");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs work on the calling thread and on others. Whatever it lets escape, and a thread that the system refuses, is
     * given to {@code stop}, which has to make the others end.
     *
     * @param threads how many, the calling one included
     * @param factory makes the others
     * @param stop is told what ended a thread
     */
    static void run(int threads, ThreadFactory factory, Runnable work, Consumer<Throwable> stop) {
        List<Thread> others = start(threads - 1, factory, work, stop);
        try {
            guarded(work, stop);
        } finally {
            for (Thread thread : others) {
                join(thread);
            }
        }
    }

    /** Starts threads; the caller joins them. */
    static List<Thread> start(int threads, ThreadFactory factory, Runnable work, Consumer<Throwable> stop) {
        List<Thread> started = new ArrayList<>(threads);
        try {
            for (int number = 0; number < threads; number++) {
                Thread thread = factory.newThread(() -> guarded(work, stop));
                thread.start();
                started.add(thread);
            }
        } catch (Throwable refused) {
            stop.accept(refused);
        }
        return started;
    }

    /** Does work; what it lets escape goes to {@code stop}. */
    static void guarded(Runnable work, Consumer<Throwable> stop) {
        try {
            work.run();
        } catch (Throwable failure) {
            stop.accept(failure);
        }
    }

    /** Waits for a thread to end, even when the waiting thread is interrupted; its flag is set again then. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
