package dev.peristyle;

/** What becomes of the rows of a {@link CachedTable} when a run needs their memory. */
public enum CacheRelease {
    /** They are given up, and computed anew when they are asked for again. */
    COMPUTE_AGAIN,
    /**
     * They are written to the temporary directory of the settings, and read back when they are asked for again: for rows that are dear to compute. What is
     * written is under the rules of what runs spill, each cache for itself: {@link dev.peristyle.execution.Execution.Builder#temporaryDirectory},
     * {@link dev.peristyle.execution.Execution.Builder#maxSpillBytes} and {@link
     * dev.peristyle.execution.Execution.Builder#encryptSpilled}. It is written once, stays there while rows are in memory again, and is deleted when the cache is
     * closed or {@linkplain CachedTable#release() released}. Where it cannot be written, as on a full disk, the rows are given up, a warning is logged and
     * {@link CacheStatistics#failedWrites} counts it.
     */
    READ_BACK
}
