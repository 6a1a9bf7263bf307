package dev.peristyle;

/**
 * What a {@link CachedTable} has done so far.
 *
 * @param hits how often a run found the rows in memory, or waited for another one that brought them there
 * @param misses how often a run computed them
 * @param readBacks how often a run read them from disk
 * @param releases how often the rows gave way to something else
 * @param bytes what the rows take in memory now, 0 while they are not there
 * @param diskBytes what they take on disk now, 0 while they are not there
 * @param failedWrites how often rows that gave way could not be written, such as to a full disk, and had to be computed again
 */
public record CacheStatistics(
        long hits, long misses, long readBacks, long releases, long bytes, long diskBytes, long failedWrites) {

    /**
     * Returns which part of the runs did not compute the rows.
     *
     * @return 0 to 1; 0 before the first run
     */
    public double hitRate() {
        long found = hits + readBacks;
        return found == 0 ? 0 : (double) found / (found + misses);
    }
}
