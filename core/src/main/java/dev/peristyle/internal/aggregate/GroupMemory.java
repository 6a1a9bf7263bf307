package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;

/**
 * How the memory of an operator that groups is shared out. While rows come, most is for groups, and each thread has a part
 * of the rest for rows that wait on their way to disk. After that, what the groups leave is for the parts that are worked on
 * and for results. Without a place to spill to, which is looked for when it first runs short, all of it is for groups. Thread-safe.
 */
public final class GroupMemory implements AutoCloseable {

    private static final int EIGHTHS_FOR_GROUPS = 5;
    private static final int EIGHTHS_FOR_ROWS = 2;
    /** Of a part of rows, a page is in memory, of 16 KB at least; as much again is for what is being written. */
    private static final long BYTES_PER_PART = 48 << 10;

    private static final long MAX_RESERVE = 16 << 20;
    /** A part that does not fit is divided into 16, or into fewer if there is little memory. */
    private static final int MAX_SPLIT_BITS = 4;
    /** With less for the part that it works on, a thread divides it again and again. */
    private static final long BYTES_OF_PART = 2 << 20;

    /** With a smaller limit a chunk may need more than the share of groups at once. */
    private static final long SMALL_LIMIT = 16 << 20;

    /** Groups that have this part of their share may need all of it with the next chunk. */
    private static final int LOOK_AT = 4;

    /** More parts make too few rows of each from a chunk. */
    private static final int MAX_BITS = 6;

    private final MemoryPool pool;
    private final MemoryPool groups;
    private final SpillSpace spill;
    private final int threads;
    private final Runnable cancellation;
    private final int bits;
    private volatile boolean looked;

    /**
     * Shares memory out.
     *
     * @param pool the memory of the operator
     * @param spill where rows go when it is short
     * @param threads how many threads group
     * @param cancellation throws when the run was cancelled
     */
    public GroupMemory(MemoryPool pool, SpillSpace spill, int threads, Runnable cancellation) {
        this.pool = pool;
        this.spill = spill;
        this.threads = threads;
        this.cancellation = cancellation;
        // once, because the limit may grow
        this.bits = bits(eighths(EIGHTHS_FOR_ROWS) / threads, MAX_BITS);
        this.groups = spill != SpillSpace.NONE && isLimited()
                ? pool.child("groups", Math.max(1, eighths(EIGHTHS_FOR_GROUPS)), BYTES_PER_PART + reserve())
                : pool.child("groups", pool.limit());
        if (pool.limit() < SMALL_LIMIT) {
            canPartition();
        }
    }

    /** What is left to readers and to the rows of a chunk, whose needs change, when groups take more. */
    private long reserve() {
        return Math.min(RowStore.reserve(pool), MAX_RESERVE);
    }

    private boolean isLimited() {
        return pool.limit() != MemoryPool.UNLIMITED;
    }

    private long eighths(int count) {
        return isLimited() ? pool.limit() / 8 * count : MemoryPool.UNLIMITED / 8 * count;
    }

    /** All memory of the operator. */
    MemoryPool pool() {
        return pool;
    }

    /** Memory of groups while rows come. */
    MemoryPool groups() {
        return groups;
    }

    SpillSpace spill() {
        return spill;
    }

    /** To be called before more rows come: looks for a place for them when groups have much of their share. */
    void look() {
        if (!looked && groups.used() > groups.limit() / LOOK_AT) {
            canPartition();
        }
    }

    /**
     * Whether rows can go elsewhere when groups do not fit. To be asked only when memory gets short: it looks for a place, which costs a
     * short run more than its groups. Without one, all memory is for groups from now on.
     */
    boolean canPartition() {
        looked = true;
        if (spill.isAvailable()) {
            return true;
        }
        groups.lift();
        return false;
    }

    /** All rows have come, and all groups are in memory: what is left is for their results. */
    public void endOfRows() {
        groups.lift();
    }

    /** Memory of the rows that a thread puts into parts, to be closed by the caller. */
    MemoryPool rows() {
        return pool.child("rows in parts", Math.max(2 * BYTES_PER_PART, eighths(EIGHTHS_FOR_ROWS) / threads));
    }

    /** How many bits of a hash say which part a row is in; the same for all threads. */
    int bits() {
        return bits;
    }

    /** By how many bits a part is divided further when so much is left. */
    int splitBits(long available) {
        return bits(available / 8 / workers(available), MAX_SPLIT_BITS);
    }

    private static int bits(long bytes, int most) {
        int bits = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, bytes / BYTES_PER_PART));
        return Math.max(1, Math.min(most, bits));
    }

    /** Whether little is left for what comes after the groups. */
    boolean isShort() {
        return isLimited() && pool.available() < pool.limit() / 2;
    }

    /** How many threads can work on parts at the same time when so much is left. */
    int workers(long available) {
        return (int) Math.max(1, Math.min(threads, available / 8 * 3 / BYTES_OF_PART));
    }

    /** Memory of one part that is worked on when so much is left, to be closed by the caller. */
    MemoryPool part(long available) {
        return pool.child("a part", Math.max(1, available / 8 * 3 / workers(available)));
    }

    /**
     * Memory of one group, which cannot be divided, when it does not fit where a part does: all but some of what is left if nobody works on
     * another part, else none. To be closed by the caller.
     *
     * @return null if there is none
     */
    MemoryPool group(long available) {
        long left = pool.available();
        return workers(available) == 1 && left > available / 2 ? pool.child("a group", left - left / 8) : null;
    }

    /** Memory of the rows of a part that is divided further when so much is left, to be closed by the caller. */
    MemoryPool subparts(long available) {
        return pool.child("rows of a part", Math.max(2 * BYTES_PER_PART, available / 8 / workers(available)));
    }

    /**
     * Memory of the results, to be closed by the caller.
     *
     * @param available how much is left
     */
    public MemoryPool results(long available) {
        return pool.child("results", Math.max(1, available / 2));
    }

    /**
     * Says whether one partial can be merged into another: there are few groups in both, no row waits, and there is plenty of
     * memory.
     *
     * @param most how many groups are few
     * @return true if so
     */
    public boolean canMerge(GroupPartial into, GroupPartial other, int most) {
        boolean few = (long) into.groups().groupCount() + other.groups().groupCount() <= most;
        if (into.isKeyless()) {
            return true;
        }
        if (into.isPartitioned() || other.isPartitioned()) {
            return false;
        }
        return few && groups.available() > groups.limit() / 2 || !canPartition();
    }

    /** Throws when the run was cancelled. */
    void checkCancellation() {
        cancellation.run();
    }

    @Override
    public void close() {
        groups.close();
    }
}
