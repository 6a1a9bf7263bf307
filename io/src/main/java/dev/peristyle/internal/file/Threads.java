package dev.peristyle.internal.file;

/** Threads of our own that others wait for. */
public final class Threads {
    private Threads() {}

    /**
     * Waits until a thread has ended. An interrupt does not end that, but is still there afterwards.
     *
     * @param thread not the one that waits
     * @param onInterrupt what is done about each interrupt meanwhile
     */
    public static void join(Thread thread, Runnable onInterrupt) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                interrupted = true;
                onInterrupt.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until a thread has ended. An interrupt does not end that, but is still there afterwards.
     *
     * @param thread not the one that waits
     */
    public static void join(Thread thread) {
        join(thread, () -> {});
    }
}
