package dev.peristyle.memory;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.check.Setting;
import dev.peristyle.internal.lifetime.CallSite;
import dev.peristyle.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;

/**
 * The one place where off-heap memory comes from and is counted.
 *
 * <p>A pool has a name, a limit in bytes, what is in use and the highest use so far. Pools form a tree: what a child
 * hands out counts against every ancestor, so a limit anywhere on the way up holds. Everything handed out has an owner,
 * a short text such as {@code "groupBy: keys"}, and {@link #report()} adds up by owner.
 *
 * <p>An allocation past a limit throws {@link MemoryLimitException} with that report. Closing a pool while something is
 * still held throws {@link IllegalStateException} that names the owners and, when tracing is on, where each was
 * allocated. Tracing costs a stack trace per allocation; switch it on with {@link Builder#traceAllocations} or, for
 * every pool, with {@code -Dperistyle.memory.trace=true}.
 *
 * <p>Thread-safe. Buffers are freed when they are closed, never by the garbage collector.
 */
public final class MemoryPool implements AutoCloseable {

    /** The limit of a pool that has none of its own. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Weak, so that a pool that nobody closes does not stay for that alone. */
    private static final Set<MemoryPool> OPEN_ROOTS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        Platform.open();
    }

    /** What tests refuse, by the number of bytes; null in all else. */
    static volatile LongPredicate refusals;

    private final MemoryPool parent;
    private final String name;
    private final String openedAt;
    private final boolean tracing;
    private final int fill;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final Set<Allocation> live = ConcurrentHashMap.newKeySet();
    private final Set<MemoryPool> children = ConcurrentHashMap.newKeySet();
    private final long createdNanos = System.nanoTime();
    private volatile long limit;
    private volatile LongPredicate more;
    private volatile long leaves;
    private volatile boolean closed;

    private MemoryPool(MemoryPool parent, String name, long limit, long leaves, boolean tracing, int fill) {
        this.parent = parent;
        this.name = Objects.requireNonNull(name, "name");
        this.openedAt = parent == null ? CallSite.current() : parent.openedAt;
        this.limit = limit;
        this.leaves = leaves;
        this.tracing = tracing;
        this.fill = fill;
        if (limit <= 0) {
            throw new IllegalArgumentException("the limit of memory pool '" + name + "' must be positive: " + limit);
        }
    }

    /**
     * A root pool with a limit.
     *
     * @param name what the memory is for, shown in reports
     * @param limit the most bytes that it hands out at a time
     * @return the pool, to be closed by the caller
     */
    public static MemoryPool create(String name, long limit) {
        return builder(name).limit(limit).build();
    }

    /**
     * Starts a root pool.
     *
     * @param name what the memory is for, shown in reports
     * @return a builder: no limit, no tracing, memory is handed out as the system gives it
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * A pool below this one without a limit of its own.
     *
     * @param childName what its memory is for
     * @return the pool, to be closed by the caller before this one
     */
    public MemoryPool child(String childName) {
        return child(childName, UNLIMITED);
    }

    /**
     * A pool below this one.
     *
     * @param childName what its memory is for
     * @param childLimit the most bytes that it hands out; the limits above it hold as well
     * @return the pool, to be closed by the caller before this one
     */
    public MemoryPool child(String childName, long childLimit) {
        return child(childName, childLimit, 0);
    }

    /**
     * A pool below this one that leaves something to others.
     *
     * @param childName what its memory is for
     * @param childLimit the most bytes that it hands out; the limits above it hold as well
     * @param leaves bytes that this pool has left after anything that the child hands out
     * @return the pool, to be closed by the caller before this one
     */
    public MemoryPool child(String childName, long childLimit, long leaves) {
        checkOpen();
        MemoryPool child = new MemoryPool(this, childName, childLimit, leaves, tracing, fill);
        children.add(child);
        return child;
    }

    /**
     * Allocates a buffer that starts on a 64-byte boundary. Its content is undefined.
     *
     * @param bytes its size, 0 or more
     * @param owner who will hold it, shown in reports
     * @return the buffer, to be closed by the caller
     * @throws MemoryLimitException when a limit of this pool or of one above it would be exceeded
     */
    public OffHeapBuffer allocate(long bytes, String owner) {
        Objects.requireNonNull(owner, "owner");
        long padded = OffHeapBuffer.allocatedSize(bytes);
        Allocation allocation = charge(padded, owner);
        try {
            return new OffHeapBuffer(allocation, bytes, fill);
        } catch (OutOfMemoryError failure) {
            allocation.release();
            throw refused(padded, owner, failure);
        }
    }

    /** What is thrown when the system has not so much. */
    MemoryLimitException refused(long bytes, String owner, OutOfMemoryError failure) {
        return new MemoryLimitException(
                "the operating system has no " + bytes + " bytes left for " + owner + "\n" + report(), failure);
    }

    /**
     * Counts memory that comes from elsewhere, such as a mapped window, against this pool.
     *
     * @param bytes its size
     * @param owner who holds it, shown in reports
     * @return the count, to be released by the caller
     * @throws MemoryLimitException when a limit of this pool or of one above it would be exceeded
     */
    public Allocation charge(long bytes, String owner) {
        Objects.requireNonNull(owner, "owner");
        checkOpen();
        if (bytes < 0) {
            throw new IllegalArgumentException("negative size: " + bytes);
        }
        take(bytes, owner);
        return add(bytes, owner);
    }

    /** Puts a number of bytes in the place of another. */
    Allocation resize(Allocation allocation, long bytes) {
        checkOpen();
        long difference = bytes - allocation.bytes();
        if (difference > 0) {
            take(difference, allocation.owner());
        } else {
            give(-difference);
        }
        live.remove(allocation);
        return add(bytes, allocation.owner());
    }

    private void take(long bytes, String owner) {
        LongPredicate refused = refusals;
        boolean isRefused = refused != null && refused.test(bytes);
        MemoryPool full = isRefused ? this : tryCharge(bytes);
        if (full != null && !isRefused && full.getsMore(bytes)) {
            full = tryCharge(bytes);
        }
        if (full != null) {
            throw full.highestWithout(bytes).limitExceeded(bytes, owner);
        }
    }

    /** Whether the limit that was reached is that of the whole tree, and has been raised. */
    private boolean getsMore(long bytes) {
        MemoryPool root = root();
        LongPredicate more = root.more;
        return more != null && limit == root.limit && more.test(bytes);
    }

    private Allocation add(long bytes, String owner) {
        Allocation allocation = new Allocation(this, owner, bytes, tracing ? new Throwable(owner) : null);
        live.add(allocation);
        return allocation;
    }

    /**
     * Counts bytes in this pool and in those above it, or in none; returns the one that has no room, null if all have. One
     * thread of a tree at a time, as what one counts and takes back must not be the reason for which another is refused.
     */
    private MemoryPool tryCharge(long bytes) {
        synchronized (root()) {
            for (MemoryPool pool = this; pool != null; pool = pool.parent) {
                long next = pool.used.get() + bytes;
                if (next > pool.limit || next < 0) {
                    return pool;
                }
                if (pool.leaves > 0 && pool.parent.available() - bytes < pool.leaves) {
                    return pool;
                }
            }
            for (MemoryPool pool = this; pool != null; pool = pool.parent) {
                pool.peak.accumulateAndGet(pool.used.addAndGet(bytes), Math::max);
            }
            PeakMeter.count(bytes);
            return null;
        }
    }

    /** Of this pool and those above it with the same limit and no room either, the highest: its report says most. */
    private MemoryPool highestWithout(long bytes) {
        MemoryPool highest = this;
        for (MemoryPool pool = parent; pool != null && pool.limit == limit; pool = pool.parent) {
            if (pool.limit - pool.used.get() < bytes) {
                highest = pool;
            }
        }
        return highest;
    }

    void release(Allocation allocation) {
        live.remove(allocation);
        give(allocation.bytes());
    }

    private void give(long bytes) {
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            pool.used.addAndGet(-bytes);
        }
        PeakMeter.count(-bytes);
    }

    private MemoryLimitException limitExceeded(long bytes, String owner) {
        return new MemoryLimitException(owner + " needs " + bytes + " bytes more, but memory pool '" + name
                + "' holds " + used.get() + " of its limit of " + limit + " bytes"
                + (root() == this || root().limit == UNLIMITED
                        ? ""
                        : ", its part of the " + root().limit + " bytes of '" + root().name + "'")
                + (leaves > 0 ? " and leaves " + leaves + " to others" : "")
                + ". Raise the limit (Execution.memoryLimit) or hold less at a time.\n" + report());
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the limit of this pool.
     *
     * @return bytes, {@link #UNLIMITED} if it has none of its own
     */
    public long limit() {
        return limit;
    }

    /**
     * Raises the limit of this pool, and that of the pools below it which had the same one, because they have all of its memory.
     *
     * @param bytes the limit from now on; a lower one changes nothing
     */
    public void raiseLimit(long bytes) {
        long before = limit;
        if (bytes > before) {
            limit = bytes;
            for (MemoryPool child : children) {
                if (child.limit == before) {
                    child.raiseLimit(bytes);
                }
            }
        }
    }

    /**
     * Says who may raise the limit of this pool, which has none above it, before an allocation fails. It is then tried once more.
     *
     * @param source is given the bytes that are wanted, raises the limit by as much and says whether it has; called by any thread that allocates
     */
    public void whenFull(LongPredicate source) {
        more = Objects.requireNonNull(source, "source");
    }

    /** Lets this pool have all that the pool above it can hand out, and leave nothing to others. */
    public void lift() {
        leaves = 0;
        raiseLimit(parent == null ? UNLIMITED : parent.limit);
    }

    /**
     * Returns the pool at the top of the tree, whose limit is that of a whole run.
     *
     * @return this pool if it has none above it
     */
    public MemoryPool root() {
        MemoryPool root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        return root;
    }

    /**
     * Returns the bytes in use, those of the pools below included.
     *
     * @return bytes
     */
    public long used() {
        return used.get();
    }

    /**
     * Returns the bytes that this pool and every pool above it can still hand out.
     *
     * @return bytes
     */
    public long available() {
        long available = Long.MAX_VALUE;
        long left = 0;
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            available = Math.min(available, pool.limit - pool.used.get() - left);
            left += pool.leaves;
        }
        return Math.max(0, available);
    }

    /**
     * Returns the highest value that {@link #used()} had.
     *
     * @return bytes
     */
    public long peak() {
        return peak.get();
    }

    /**
     * Returns how long ago the pool was made.
     *
     * @return a duration, measured on the clock that only goes forward
     */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - createdNanos);
    }

    /**
     * Returns where in a program the pool at the top of the tree was made: the innermost call that is neither of this library nor of
     * the JDK, such as {@code com.example.Job.main(Job.java:12)}. For the pool of a run that is where the run was started.
     *
     * @return a class, a method, a file and a line; empty if there is no such call on the stack
     */
    public String openedAt() {
        return openedAt;
    }

    /**
     * Says whether the pool remembers where allocations were made.
     *
     * @return true if it does
     */
    public boolean isTracing() {
        return tracing;
    }

    /**
     * A table of who holds how much, largest first, for this pool and those below it.
     *
     * @return several lines of text
     */
    public String report() {
        return MemoryReport.of(this);
    }

    /** What was allocated and not given back, of this pool alone. */
    Collection<Allocation> live() {
        return live;
    }

    /**
     * Returns the pools right below this one that are open.
     *
     * @return a copy, in no order
     */
    public List<MemoryPool> children() {
        return List.copyOf(children);
    }

    /**
     * Tells of each allocation of this pool that was not given back, those of the pools below it left out. What others allocate and
     * give back meanwhile may be told or not.
     *
     * @param action is given the owner and the bytes of each
     */
    public void forEachHeld(ObjLongConsumer<String> action) {
        Objects.requireNonNull(action, "action");
        for (Allocation allocation : live) {
            action.accept(allocation.owner(), allocation.bytes());
        }
    }

    /**
     * Closes the pool. Closing it again does nothing.
     *
     * @throws IllegalStateException when something allocated from it is still held; names what, and with tracing where
     *     it was allocated (as suppressed exceptions)
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (parent == null) {
            OPEN_ROOTS.remove(this);
        } else {
            parent.children.remove(this);
        }
        List<Allocation> leaked = new ArrayList<>();
        collectLive(leaked);
        if (!leaked.isEmpty()) {
            IllegalStateException failure = new IllegalStateException(
                    "memory pool '" + name + "' is closed while " + leaked.size() + " allocations are held"
                            + (tracing
                                    ? "; see the suppressed exceptions for where"
                                    : "; run with" + " -Dperistyle.memory.trace=true to see where they were made")
                            + "\n" + report());
            leaked.stream().map(Allocation::site).filter(Objects::nonNull).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private void collectLive(List<Allocation> into) {
        into.addAll(live);
        children.forEach(child -> child.collectLive(into));
    }

    /**
     * Returns the pools of this process without a parent that have not been closed: each run of a pipeline has one,
     * each collected table too. Their {@link #used()}, {@link #age()} and {@link #openedAt()} tell what is held, for how long and
     * since where.
     *
     * @return the pools, in no order; one that nobody holds is left out once it was collected
     */
    public static List<MemoryPool> openRoots() {
        synchronized (OPEN_ROOTS) {
            return List.copyOf(OPEN_ROOTS);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("memory pool '" + name + "' is closed");
        }
    }

    @Override
    public String toString() {
        return report();
    }

    /** Options of a root pool: {@code limit} = none, {@code traceAllocations} = false, {@code fillWith} = nothing. */
    public static final class Builder {

        private final String name;
        private long limit = UNLIMITED;
        private boolean tracing = tracesEverything();
        private int fill = OffHeapBuffer.NO_FILL;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        private static boolean tracesEverything() {
            return Setting.of("peristyle.memory.trace", "false", "true").equals("true");
        }

        /**
         * Sets the limit.
         *
         * @param bytes the most bytes handed out at a time
         * @return this builder
         */
        public Builder limit(long bytes) {
            this.limit = bytes;
            return this;
        }

        /**
         * Remembers where each allocation was made, for the message when the pool is closed too early.
         *
         * @param enabled true to remember
         * @return this builder
         */
        public Builder traceAllocations(boolean enabled) {
            this.tracing = enabled || tracesEverything();
            return this;
        }

        /**
         * Fills each new buffer with one byte, so that tests find code that expects zeroed memory.
         *
         * @param value the byte
         * @return this builder
         */
        public Builder fillWith(byte value) {
            this.fill = value & 0xFF;
            return this;
        }

        /**
         * Makes the pool.
         *
         * @return the pool, to be closed by the caller
         */
        public MemoryPool build() {
            MemoryPool pool = new MemoryPool(null, name, limit, 0, tracing, fill);
            OPEN_ROOTS.add(pool);
            return pool;
        }
    }
}
