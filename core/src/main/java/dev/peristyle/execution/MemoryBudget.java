package dev.peristyle.execution;

import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Memory that several runs of a process share: set it with {@link Execution.Builder#memoryBudget}, and all of them together hold no
 * more than it has.
 *
 * <p>A run gets its share when it starts: half of what is free, so that there is something for the next one,
 * but no less than the minimum and no more than its own memory limit. It never has to give of it back before its end. When another run
 * ends and none waits, the shares of those that go on grow by half of what is free, in equal parts. What does not fit in its share it puts
 * on disk. If less than the
 * minimum is free, the run waits; runs are let in in the order in which they came. Nobody who has a share waits for more, so
 * runs cannot wait for each other. Only a program can make them: a thread that has a run open and starts another one is therefore
 * never made to wait, but gets an error if the minimum is not free. A collected table holds its bytes until it is closed.
 *
 * <p>Before an allocation of a run fails because its share is used up, the share gets what is free and can be released, up to the run's own
 * memory limit.
 *
 * <p>What caches hold counts as free: a run gets the share that it would get without them, and as many of them as that takes are
 * released, those first that are large and were not used for long ({@link Spare}).
 *
 * <p>Thread-safe.
 */
public final class MemoryBudget {

    private static final long MIN_MINIMUM = 8 << 20;
    private static final int MINIMUM_PARTS = 16;

    /** Tables and cursors are given back without telling. */
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final long bytes;
    private final long minimum;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Share> shares = new ArrayList<>();
    private final ArrayDeque<Thread> waiting = new ArrayDeque<>();
    private final List<Spare> spares = new ArrayList<>();

    /**
     * Memory of a budget that can be done without when a run needs it, such as that of a cache. It is counted in a {@link Share} that is
     * closed. What it tells is asked for while the budget is locked: it must neither wait nor call the budget for that.
     */
    public interface Spare {

        /**
         * Returns what {@link #release} would give back now.
         *
         * @return bytes, 0 while it is in use
         */
        long bytes();

        /**
         * Returns when it was last of use.
         *
         * @return as {@link System#nanoTime} has it
         */
        long lastUsed();

        /**
         * Gives it back, unless it has come into use meanwhile. The budget is not locked: it may take its time, such as to write to a disk, but must
         * not take a share of the budget. Several threads may call it at a time; each comes back when it is given back.
         */
        void release();
    }

    private MemoryBudget(long bytes, long minimum) {
        if (minimum < 1 || bytes < minimum) {
            throw new IllegalArgumentException(
                    "a run needs 1 byte at least and the budget at most, not " + minimum + " of " + bytes);
        }
        this.bytes = bytes;
        this.minimum = minimum;
    }

    /**
     * A budget that gives each run a sixteenth of it at least, and 8 MiB if it has as much.
     *
     * @param bytes what all runs together may hold
     * @return the budget, to be used for any number of runs
     */
    public static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes, Math.min(bytes, Math.max(MIN_MINIMUM, bytes / MINIMUM_PARTS)));
    }

    /**
     * A budget.
     *
     * @param bytes what all runs together may hold
     * @param minimum what each run gets at least
     * @return the budget, to be used for any number of runs
     */
    public static MemoryBudget of(long bytes, long minimum) {
        return new MemoryBudget(bytes, minimum);
    }

    /**
     * Returns what all runs together may hold.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Returns what each run gets at least, unless its own limit is smaller.
     *
     * @return bytes
     */
    public long minimum() {
        return minimum;
    }

    /**
     * Returns what neither a run nor a table nor a cache has.
     *
     * @return bytes
     */
    public long free() {
        lock.lock();
        try {
            return left();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how many runs wait for their share.
     *
     * @return 0 or more
     */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private long left() {
        long left = bytes;
        for (Iterator<Share> each = shares.iterator(); each.hasNext(); ) {
            Share share = each.next();
            long held = share.held();
            if (held == 0) {
                each.remove();
            }
            left -= held;
        }
        return left;
    }

    /**
     * Takes a share, and waits for it if need be. Runs do this themselves.
     *
     * @param most what the taker can use
     * @param cancellation ends the wait
     * @return the share, to be closed by the caller
     * @throws CancelledException when the wait was cancelled or the thread interrupted
     * @throws MemoryLimitException when the calling thread has a share already and the minimum is not free
     */
    public Share take(long most, CancellationToken cancellation) {
        Objects.requireNonNull(cancellation, "cancellation");
        Thread current = Thread.currentThread();
        long least = Math.min(most, minimum);
        lock.lock();
        try {
            waiting.add(current);
            long goal = goal(least, most);
            while (!isTurn(current) || room() < least || !makeRoom(goal, least)) {
                refuseWhoWouldWaitForItself(current, least);
                cancellation.check();
                await();
                goal = goal(least, most);
            }
            return share(goal, most);
        } finally {
            waiting.remove(current);
            changed.signalAll();
            lock.unlock();
        }
    }

    /**
     * Takes a share if there is one, and never waits: for what can be done without.
     *
     * @param most what the taker can use
     * @return half of what is free, or what a run gets at least; to be closed by the caller. Null if that is not there
     */
    public Share tryTake(long most) {
        long least = Math.min(most, minimum);
        lock.lock();
        try {
            return room() >= least && makeRoom(least, least) ? share(Math.max(least, left() / 2), most) : null;
        } finally {
            lock.unlock();
        }
    }

    /** What a run is to get: half of what is free or can be made so. */
    private long goal(long least, long most) {
        return Math.max(least, Math.min(most, room() / 2));
    }

    private boolean isTurn(Thread thread) {
        return waiting.peek() == thread || shares.stream().anyMatch(share -> share.isOf(thread));
    }

    private Share share(long size, long most) {
        Share share = new Share(Math.min(left(), Math.min(most, size)), most, Thread.currentThread());
        shares.add(share);
        return share;
    }

    /**
     * Returns what is free, with all that caches can release.
     *
     * @return bytes
     */
    public long room() {
        lock.lock();
        try {
            long room = left();
            for (Spare spare : spares) {
                room += spare.bytes();
            }
            return room;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Releases what can be until so much is free; says whether the least is. Others may have the lock meanwhile, so that what they change is to
     * be looked at after it.
     */
    private boolean makeRoom(long wanted, long least) {
        long now = System.nanoTime();
        List<Spare> tried = new ArrayList<>();
        while (left() < wanted) {
            Spare next = null;
            double most = 0;
            for (Spare spare : spares) {
                double score = (double) spare.bytes() * Math.max(1, now - spare.lastUsed());
                if (score > most && !tried.contains(spare)) {
                    most = score;
                    next = spare;
                }
            }
            if (next == null) {
                break;
            }
            tried.add(next);
            lock.unlock();
            try {
                next.release();
            } finally {
                lock.lock();
            }
        }
        return left() >= least;
    }

    /**
     * Says that there is memory which runs may have when they need it.
     *
     * @param spare what can be released, until it is withdrawn
     */
    public void offer(Spare spare) {
        Objects.requireNonNull(spare, "spare");
        lock.lock();
        try {
            spares.add(spare);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends an offer.
     *
     * @param spare what was offered
     */
    public void withdraw(Spare spare) {
        Objects.requireNonNull(spare, "spare");
        lock.lock();
        try {
            spares.remove(spare);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void refuseWhoWouldWaitForItself(Thread current, long least) {
        long own = shares.stream().filter(share -> share.isOf(current)).count();
        if (own > 0) {
            throw new MemoryLimitException(
                    "a run needs " + least + " bytes of a memory budget of " + bytes + " bytes, of which "
                            + left() + " are free, and would wait for ever: its thread has " + own
                            + " other runs open. Close them first, or make the budget larger (MemoryBudget.of)");
        }
    }

    /** Half of what is free is for those who go on, unless somebody waits for it. */
    private void growOthers() {
        List<Share> growing = shares.stream().filter(Share::canGrow).toList();
        if (!waiting.isEmpty() || growing.isEmpty()) {
            return;
        }
        long more = Math.max(0, left()) / 2 / growing.size();
        growing.forEach(share -> share.grow(more));
    }

    // the condition is checked in the loop around it
    @SuppressWarnings("WaitNotInLoop")
    private void await() {
        try {
            changed.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "the thread was interrupted while its run waited for a share of a memory budget");
        }
    }

    /** What one run has. */
    public final class Share implements AutoCloseable {

        private final long most;
        private final Thread taker;
        private long size;
        private MemoryPool pool;
        private boolean closed;

        private Share(long size, long most, Thread taker) {
            this.size = size;
            this.most = most;
            this.taker = taker;
        }

        /**
         * Returns what the run may hold, which grows when others end.
         *
         * @return bytes
         */
        public long bytes() {
            lock.lock();
            try {
                return size;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Says where the memory is counted: what it still holds when the share is closed stays taken until it is given back. When
         * the share grows, the limit of the pool does; it grows too before an allocation of the pool would fail.
         *
         * @param holder a pool with the limit of this share
         */
        public void holds(MemoryPool holder) {
            lock.lock();
            try {
                pool = Objects.requireNonNull(holder, "holder");
                pool.whenFull(this::tryGrow);
            } finally {
                lock.unlock();
            }
        }

        /** Before an allocation fails, it gets what is free or can be released. Never waits. */
        private boolean tryGrow(long more) {
            lock.lock();
            try {
                if (closed || missing(more) > most - size || !makeRoom(Math.min(more, most - size), missing(more))) {
                    return false;
                }
                // others may have had the lock meanwhile
                if (closed || missing(more) > Math.min(most - size, left())) {
                    return false;
                }
                // as much as is wanted where it is there, so that whoever allocates at the same time finds his too
                grow(Math.max(0, Math.min(more, left())));
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** What the share has to grow by, so that its pool has room for some bytes more. */
        private long missing(long more) {
            return Math.max(0, pool.used() + more - size);
        }

        private boolean isOf(Thread thread) {
            return !closed && taker == thread;
        }

        private boolean canGrow() {
            return !closed && pool != null && size < most;
        }

        private void grow(long more) {
            size += Math.min(more, most - size);
            pool.raiseLimit(size);
        }

        private long held() {
            if (!closed) {
                return size;
            }
            return pool == null ? 0 : pool.used();
        }

        /** Gives the share back, but for what its pool still holds. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    growOthers();
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
