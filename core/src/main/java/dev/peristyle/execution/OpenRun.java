package dev.peristyle.execution;

import java.time.Duration;
import java.util.Objects;

/**
 * A run that has begun and not ended, at one moment: see {@link dev.peristyle.Peristyle#openRuns()}.
 *
 * @param what its input and its end, such as {@code "scan orders.csv, read by the caller"}
 * @param openedAt where in the program it was started, such as {@code com.example.Job.main(Job.java:12)}; empty if all calls on the stack
 *     were of this library or the JDK
 * @param age how long ago that was
 * @param memory bytes off the heap that it holds
 * @param peakMemory the most bytes that it has held
 * @param spilled bytes that it has put on disk
 * @param rows that were read so far
 * @param threads how many may work on it
 */
public record OpenRun(
        String what,
        String openedAt,
        Duration age,
        long memory,
        long peakMemory,
        long spilled,
        long rows,
        int threads) {

    /**
     * What a run has done at one moment.
     *
     * @param what its input and its end, not null
     * @param openedAt where in the program it was started, not null
     * @param age how long ago that was, not null
     * @param memory bytes off the heap that it holds
     * @param peakMemory the most bytes that it has held
     * @param spilled bytes that it has put on disk
     * @param rows that were read so far
     * @param threads how many may work on it
     */
    public OpenRun {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(age, "age");
    }

    /** A line for a log. */
    @Override
    public String toString() {
        return what + (openedAt.isEmpty() ? "" : ", started at " + openedAt) + ", for " + age + ": " + memory
                + " bytes of memory, at most " + peakMemory + ", " + spilled + " spilled, " + rows + " rows read, "
                + threads + (threads == 1 ? " thread" : " threads");
    }
}
