package dev.peristyle.internal.engine;

import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The threads that work on a stage. At first as many start as surely find room in the limit. Each further one, up to the number
 * that was allowed, starts when a thread is done with a morsel and there is room for twice what one has taken so far and a quarter
 * of the limit besides. One that finds no room goes, unless it is the last one: the others do what it would have done.
 * Thread-safe.
 */
final class Crew {

    /** A part of the limit that stays free for what operators hold when another thread starts. */
    private static final int PARTS_OF_LIMIT = 4;

    /** Nobody takes less: windows, chunks and indexes grow with what they see. */
    private static final long MIN_BYTES = 1 << 20;

    /** What each thread does. */
    interface Work {

        /** Works until there is nothing left to do; calls {@link Crew#done} after each morsel. */
        void work();

        /** A thread will work. */
        default void expected() {}

        /** A thread that was expected has ended, or could not start. */
        default void left() {}
    }

    private final Run run;
    private final int first;
    private final int most;
    private final Work work;
    private final Consumer<Throwable> stop;
    private final List<Thread> threads = new ArrayList<>();
    private final long usedBefore;
    private volatile boolean complete;

    /** Threads that were started and have not gone for want of memory. */
    private int working;

    /** What a thread takes; 0 as long as that is not known. */
    private long bytesOfThread;

    /** Whether a thread has started and taken nothing yet. */
    private boolean arriving;

    /**
     * A crew that has not started.
     *
     * @param most how many threads can have something to do
     * @param work what each does
     * @param stop is told what ended a thread, and has to make the others end
     */
    Crew(Run run, int most, Work work, Consumer<Throwable> stop) {
        this.run = run;
        this.most = most;
        this.first = Math.min(most, run.threads());
        this.complete = first == most;
        this.work = work;
        this.stop = stop;
        this.usedBefore = run.memory().used();
    }

    /** Works on the calling thread and on others, until there is nothing left to do. */
    void run() {
        work.expected();
        start(1);
        try {
            attend();
        } finally {
            join();
        }
    }

    /** Starts all threads. */
    void start() {
        start(0);
    }

    private void start(int callers) {
        synchronized (this) {
            working = first;
        }
        for (int number = callers; number < first; number++) {
            if (!startThread()) {
                return;
            }
        }
    }

    private synchronized boolean startThread() {
        work.expected();
        try {
            Thread thread = run.threadFactory().newThread(this::attend);
            thread.start();
            threads.add(thread);
            return true;
        } catch (Throwable refused) {
            stop.accept(refused);
            work.left();
            return false;
        }
    }

    private void attend() {
        try {
            Workers.guarded(work::work, stop);
        } finally {
            work.left();
        }
    }

    /** A thread is done with a morsel. Another one starts if there is room for it. */
    void done() {
        if (complete) {
            return;
        }
        synchronized (this) {
            if (bytesOfThread == 0) {
                bytesOfThread = Math.max(MIN_BYTES, (run.memory().used() - usedBefore) / working);
            }
            if (working >= most) {
                complete = true;
            } else if (!arriving && hasRoom()) {
                arriving = true;
                working++;
                startThread();
            }
        }
    }

    private boolean hasRoom() {
        MemoryPool memory = run.memory();
        return memory.available() - memory.limit() / PARTS_OF_LIMIT >= 2 * bytesOfThread;
    }

    /** A thread has what it needs. */
    void arrived() {
        if (!complete) {
            synchronized (this) {
                arriving = false;
            }
        }
    }

    /** Whether no other thread is at work. */
    synchronized boolean isLast() {
        return working == 1;
    }

    /** Asks to go for want of memory; false for the last one, which has to do what is left. */
    synchronized boolean leave() {
        // who found no room will find none soon
        complete = true;
        if (working == 1) {
            return false;
        }
        working--;
        return true;
    }

    /** Whether a thread is one of those that were started. */
    synchronized boolean contains(Thread thread) {
        return threads.contains(thread);
    }

    /** Waits until all threads have ended. */
    void join() {
        int joined = 0;
        while (true) {
            Thread next;
            synchronized (this) {
                if (joined == threads.size()) {
                    return;
                }
                next = threads.get(joined++);
            }
            Workers.join(next);
        }
    }
}
