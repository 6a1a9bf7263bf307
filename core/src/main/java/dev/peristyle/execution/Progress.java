package dev.peristyle.execution;

import java.time.Duration;
import java.util.Objects;

/**
 * How far a run has come.
 *
 * @param bytesRead bytes of input read so far
 * @param bytesTotal bytes of input in all, or -1 if not known
 * @param rows rows read so far, before filters
 * @param spilledBytes bytes put on disk for want of memory so far
 * @param elapsed time since the run began
 */
public record Progress(long bytesRead, long bytesTotal, long rows, long spilledBytes, Duration elapsed) {

    /**
     * Tells how far a run has come.
     *
     * @param bytesRead bytes of input read so far
     * @param bytesTotal bytes of input in all, or -1 if not known
     * @param rows rows read so far, before filters
     * @param spilledBytes bytes put on disk for want of memory so far
     * @param elapsed time since the run began, not null
     */
    public Progress {
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /**
     * Tells how far a run has come that has put nothing on disk.
     *
     * @param bytesRead bytes of input read so far
     * @param bytesTotal bytes of input in all, or -1 if not known
     * @param rows rows read so far, before filters
     * @param elapsed time since the run began, not null
     */
    public Progress(long bytesRead, long bytesTotal, long rows, Duration elapsed) {
        this(bytesRead, bytesTotal, rows, 0, elapsed);
    }

    /**
     * Returns the share that is done.
     *
     * @return 0 to 1, or -1 if the total is not known
     */
    public double fraction() {
        return bytesTotal < 0 ? -1 : bytesTotal == 0 ? 1 : Math.min(1, (double) bytesRead / bytesTotal);
    }

    /**
     * Returns the rate of reading.
     *
     * @return bytes per second since the run began
     */
    public double bytesPerSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds == 0 ? 0 : bytesRead / seconds;
    }

    /**
     * Estimates the time left from the rate so far.
     *
     * @return the time left, never negative, or null if it cannot be told yet
     */
    public Duration remaining() {
        double rate = bytesPerSecond();
        // an input can grow while it is read
        long left = Math.max(0, bytesTotal - bytesRead);
        return bytesTotal < 0 || rate == 0 ? null : Duration.ofNanos((long) (left / rate * 1e9));
    }
}
