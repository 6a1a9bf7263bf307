package dev.peristyle.memory;

import java.time.Duration;
import java.util.Objects;

/**
 * What some code did with memory off the heap: the most that was held at a time, and what is still held after it. For tests that are
 * to fail when code leaks or takes more than it may:
 *
 * <pre>{@code
 * @Test
 * void reportsFitInEightMegabytes() {
 *     MemoryProfile.record(() -> writeReport(orders)).requireAtMost(8 << 20).requireNothingLeft();
 * }
 * }</pre>
 *
 * <p>It counts all pools of the process, so nothing else may run beside it. Everything that takes memory from a pool is counted exactly;
 * nothing is sampled.
 */
public final class MemoryProfile {

    private final Duration time;
    private final long peak;
    private final MemorySnapshot growth;

    private MemoryProfile(Duration time, long peak, MemorySnapshot growth) {
        this.time = time;
        this.peak = peak;
        this.growth = growth;
    }

    /**
     * Runs code and watches what it takes.
     *
     * @param code what to run, on this thread; what it throws comes out
     * @return what it did
     */
    public static MemoryProfile record(Runnable code) {
        Objects.requireNonNull(code, "code");
        Recording recording = start();
        try {
            code.run();
        } catch (Throwable failure) {
            recording.meter.stop();
            throw failure;
        }
        return recording.stop();
    }

    /**
     * Begins to watch, for code that does not fit in a {@link Runnable}: what throws checked exceptions, or begins and ends in different
     * methods.
     *
     * @return to be stopped once, whatever happens meanwhile
     */
    public static Recording start() {
        return new Recording();
    }

    /** What watches from {@link #start} on. */
    public static final class Recording {

        private final MemorySnapshot before = MemorySnapshot.ofProcess();
        private final PeakMeter meter = PeakMeter.start();
        private final long start = System.nanoTime();
        private MemoryProfile profile;

        private Recording() {}

        /**
         * Ends it. Stopping again gives the same profile.
         *
         * @return what was done since the start
         */
        public synchronized MemoryProfile stop() {
            if (profile == null) {
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                long peak = meter.stop();
                profile =
                        new MemoryProfile(time, peak, MemorySnapshot.ofProcess().since(before));
            }
            return profile;
        }
    }

    /**
     * Returns how long the code ran.
     *
     * @return a duration
     */
    public Duration time() {
        return time;
    }

    /**
     * Returns the most bytes that were held at a time, beyond those that were held before.
     *
     * @return bytes
     */
    public long peak() {
        return peak;
    }

    /**
     * Returns what is held now and was not before: tables that were handed out, and leaks.
     *
     * @return the difference, by pool, owner and line
     */
    public MemorySnapshot growth() {
        return growth;
    }

    /**
     * Fails if more was held at a time.
     *
     * @param bytes the most that it may be
     * @return this profile
     * @throws AssertionError if it was more
     */
    public MemoryProfile requireAtMost(long bytes) {
        if (peak > bytes) {
            throw new AssertionError("the code held " + peak + " bytes off the heap at a time, and may hold " + bytes
                    + ". Set Execution.memoryLimit for pipelines, or hold less at a time");
        }
        return this;
    }

    /**
     * Fails if something is held that was not before.
     *
     * @return this profile
     * @throws AssertionError if there is; it lists who holds it
     */
    public MemoryProfile requireNothingLeft() {
        boolean left = growth.entries().stream().anyMatch(entry -> entry.bytes() > 0);
        if (left) {
            throw new AssertionError("the code has not given back what it took: close it, or run with"
                    + " -Dperistyle.memory.trace=true to see the lines that asked for it.\n" + growth);
        }
        return this;
    }

    /** Time, peak and what grew. */
    @Override
    public String toString() {
        return time.toMillis() + " ms, peak " + peak + " bytes, grew by " + growth;
    }
}
