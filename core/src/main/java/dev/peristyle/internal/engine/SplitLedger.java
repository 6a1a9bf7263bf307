package dev.peristyle.internal.engine;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.spi.GuessingReader;
import java.util.Arrays;

/**
 * Which morsels of a scan are taken, where each began and ended, and what went wrong first. Threads take morsels in order;
 * a failure in one counts only if all before it fit together, because a reader that guessed a wrong start sees errors that
 * are not there. An input that cannot be read is no such error. Thread-safe.
 */
final class SplitLedger {

    private final MorselQueue queue;
    private long[] starts = new long[0];
    private long[] ends = new long[0];
    private int taken;
    private int failedSplit = Integer.MAX_VALUE;
    private Throwable failure;
    private Throwable unreadable;
    private Throwable stopped;

    SplitLedger(MorselQueue queue) {
        this.queue = queue;
    }

    /** Takes the next morsel, or returns null when there is none left or an earlier one has failed. */
    MorselQueue.Numbered take(Clock clock) {
        if (hasFailed()) {
            return null;
        }
        MorselQueue.Numbered next = queue.take(clock);
        if (next != null) {
            makeRoom(next.number());
        }
        return next;
    }

    private synchronized void makeRoom(int split) {
        if (split >= starts.length) {
            int length = starts.length;
            int longer = Math.max(64, Math.max(split + 1, length + length / 2));
            starts = Arrays.copyOf(starts, longer);
            ends = Arrays.copyOf(ends, longer);
            Arrays.fill(starts, length, longer, GuessingReader.UNKNOWN);
            Arrays.fill(ends, length, longer, GuessingReader.UNKNOWN);
        }
        taken = Math.max(taken, split + 1);
    }

    /** Where a morsel has to begin, if that is known already; otherwise {@link GuessingReader#UNKNOWN}. */
    synchronized long startOf(int split) {
        return split == 0 ? GuessingReader.UNKNOWN : ends[split - 1];
    }

    synchronized void finished(int split, long start, long end) {
        starts[split] = start;
        ends[split] = end;
    }

    /** Notes a failure; the one in the earliest morsel stays. */
    synchronized void failed(int split, long start, Throwable thrown) {
        if (split < failedSplit) {
            failedSplit = split;
            starts[split] = start;
            failure = thrown;
        }
        if (unreadable == null && thrown instanceof DataAccessException) {
            unreadable = thrown;
        }
    }

    /** Says whether what was read, or the failure, counts. */
    synchronized boolean isExact() {
        return fits() || unreadable != null;
    }

    /** What went wrong, if that counts. */
    synchronized Throwable failure() {
        return unreadable == null || fits() ? failure : unreadable;
    }

    /** Whether every morsel, up to one that failed, began where the one before ended. */
    private boolean fits() {
        int last = Math.min(failedSplit, taken - 1);
        for (int split = 1; split <= last; split++) {
            if (starts[split] != ends[split - 1]) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean hasFailed() {
        return failure != null || stopped != null;
    }

    /** Ends the reading with a failure that no guess can have caused; the first one stays. */
    synchronized void stop(Throwable thrown) {
        stopped = Closing.join(stopped, thrown);
    }

    /** What ended the reading early, whatever was read; null if nothing has. */
    synchronized Throwable stopped() {
        return stopped;
    }

    /** How many morsels were taken. */
    synchronized int count() {
        return taken;
    }
}
