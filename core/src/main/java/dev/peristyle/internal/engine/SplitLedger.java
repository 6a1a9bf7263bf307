package dev.peristyle.internal.engine;

import dev.peristyle.spi.Scan;
import java.util.Arrays;

/**
 * Which splits of a scan are taken, where each began and ended, and what went wrong first. Threads take splits in order;
 * a failure in one split counts only if all splits before it fit together, because a reader that guessed a wrong start
 * sees errors that are not there. Thread-safe.
 */
final class SplitLedger {

    private final long[] starts;
    private final long[] ends;
    private int next;
    private int failedSplit = Integer.MAX_VALUE;
    private Throwable failure;

    SplitLedger(int splitCount) {
        starts = new long[splitCount];
        ends = new long[splitCount];
        Arrays.fill(starts, Scan.UNKNOWN);
        Arrays.fill(ends, Scan.UNKNOWN);
    }

    /** Takes the next split, or returns -1 when there is none left or an earlier one has failed. */
    synchronized int take() {
        return next < starts.length && failure == null ? next++ : -1;
    }

    /** Where a split has to begin, if that is known already; otherwise {@link Scan#UNKNOWN}. */
    synchronized long startOf(int split) {
        return split == 0 ? Scan.UNKNOWN : ends[split - 1];
    }

    synchronized void finished(int split, long start, long end) {
        starts[split] = start;
        ends[split] = end;
    }

    /** Notes a failure; the one in the earliest split stays. */
    synchronized void failed(int split, long start, Throwable thrown) {
        if (split < failedSplit) {
            failedSplit = split;
            starts[split] = start;
            failure = thrown;
        }
    }

    /** Says whether every split, up to one that failed, began where the one before ended. */
    synchronized boolean isExact() {
        int last = Math.min(failedSplit, starts.length - 1);
        for (int split = 1; split <= last; split++) {
            if (starts[split] != ends[split - 1]) {
                return false;
            }
        }
        return true;
    }

    synchronized Throwable failure() {
        return failure;
    }
}
