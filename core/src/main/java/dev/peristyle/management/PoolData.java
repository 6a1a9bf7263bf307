package dev.peristyle.management;

import dev.peristyle.memory.MemoryPool;

/** An open pool, as JMX wants it. */
public final class PoolData {

    private final MemoryPool pool;
    private final long usedBytes;

    PoolData(MemoryPool pool) {
        this.pool = pool;
        this.usedBytes = pool.used();
    }

    /**
     * Returns what the memory is for.
     *
     * @return its name
     */
    public String getName() {
        return pool.name();
    }

    /**
     * Returns where in the program it was made.
     *
     * @return a class, a method, a file and a line; may be empty
     */
    public String getOpenedAt() {
        return pool.openedAt();
    }

    /**
     * Returns how long ago that was.
     *
     * @return milliseconds
     */
    public long getAgeMillis() {
        return pool.age().toMillis();
    }

    /**
     * Returns what it has handed out.
     *
     * @return bytes
     */
    public long getUsedBytes() {
        return usedBytes;
    }

    /**
     * Returns the most that it had handed out.
     *
     * @return bytes
     */
    public long getPeakBytes() {
        return pool.peak();
    }

    /**
     * Returns the most that it may hand out.
     *
     * @return bytes, {@link MemoryPool#UNLIMITED} if it has no limit
     */
    public long getLimit() {
        return pool.limit();
    }
}
