package dev.peristyle;

/**
 * What a {@link CachedTable} has done so far.
 *
 * @param hits how often a run found the rows, or waited for another one that computed them
 * @param misses how often a run did not, and computed them
 * @param releases how often the rows gave way to something else
 * @param bytes what the rows take in memory now, 0 while they are not there
 */
public record CacheStatistics(long hits, long misses, long releases, long bytes) {

    /**
     * Returns which part of the runs found the rows.
     *
     * @return 0 to 1; 0 before the first run
     */
    public double hitRate() {
        return hits == 0 ? 0 : (double) hits / (hits + misses);
    }
}
