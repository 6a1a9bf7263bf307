package dev.peristyle.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Runs the same work on several threads, the calling one included, and waits for all. */
final class Workers {

    private Workers() {}

    /**
     * Runs {@code work} with the numbers 0 to {@code threads - 1}, each on a thread of its own; 0 on the calling one.
     *
     * @param threads 1 or more
     * @param work what to do; should handle its own failures
     * @throws RuntimeException or Error: the first failure that the work let escape
     */
    static void run(int threads, IntConsumer work) {
        List<Thread> others = new ArrayList<>();
        Throwable[] failures = new Throwable[threads];
        try {
            for (int worker = 1; worker < threads; worker++) {
                int number = worker;
                Thread thread = start(number, () -> guarded(work, number, failures));
                others.add(thread);
            }
            guarded(work, 0, failures);
        } finally {
            others.forEach(Workers::join);
        }
        for (Throwable failure : failures) {
            rethrow(failure);
        }
    }

    static Thread start(int number, Runnable work) {
        Thread thread = new Thread(work, "peristyle-worker-" + number);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for a thread to end, also when the waiting thread is interrupted; its flag is set again then. */
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

    static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private static void guarded(IntConsumer work, int number, Throwable[] failures) {
        try {
            work.accept(number);
        } catch (Throwable failure) {
            failures[number] = failure;
        }
    }
}
