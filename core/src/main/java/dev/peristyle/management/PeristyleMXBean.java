package dev.peristyle.management;

import java.util.List;

/**
 * What the library holds and does in this process, as consoles and agents read it over JMX. What it tells is gathered when it is asked for. All
 * sizes are in bytes.
 */
public interface PeristyleMXBean {

    /**
     * Returns what all pools hold off the heap: runs, tables, caches and the program's own.
     *
     * @return bytes
     */
    long getUsedBytes();

    /**
     * Returns how much a run may hold that sets no limit.
     *
     * @return bytes
     */
    long getDefaultMemoryLimit();

    /**
     * Returns what runs have put on disk for want of memory, those that have ended included.
     *
     * @return bytes since the start of the process
     */
    long getSpilledBytes();

    /**
     * Returns what runs have read, those that have ended included.
     *
     * @return rows since the start of the process
     */
    long getRowsRead();

    /**
     * Returns how many runs have ended, those that failed included.
     *
     * @return runs since the start of the process
     */
    long getEndedRuns();

    /**
     * Returns the runs that have begun and not ended.
     *
     * @return the oldest first
     */
    List<RunData> getOpenRuns();

    /**
     * Returns the pools that are open and have none above them: of runs, tables and caches, and the program's own.
     *
     * @return the largest first
     */
    List<PoolData> getPools();

    /**
     * Shows who holds how much in each pool.
     *
     * @return several lines of text
     */
    String reportMemory();
}
