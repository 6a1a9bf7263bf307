package dev.peristyle.array;

import dev.peristyle.internal.lifetime.Abandoned;
import dev.peristyle.internal.lifetime.CallSite;
import dev.peristyle.internal.lifetime.SharedViews;
import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The memory of an array and of all of its views: who may use it, and until when. Subclasses say where it comes from, such as a
 * mapped file.
 *
 * <p>It belongs to the thread that first uses it, so that no memory goes away under a loop of another one.
 */
public abstract class ArrayStorage {

    /** From so many values on a function gets a loop of its own when it is first met: to make one takes about as long. */
    private static final int MANY = 1 << 16;

    private final String name;
    private final MemoryPool pool;
    private final boolean writable;
    private final ThreadOwner owner;
    private final SharedViews views = new SharedViews();
    private long address;
    private long bytes;

    /** Null until there is something to give back. */
    private Abandoned.Watch watch;

    /** Operations under way: more than one where a function of the user's runs others. */
    private int running;

    /** The last function of a user, and its loop. */
    private Object function;

    private RowLoop loop;

    /**
     * Storage without memory: {@link #place} gives it some.
     *
     * @param name what it is in messages, such as {@code "LongArray"}
     * @param pool where operations take the memory from that they need for a moment
     */
    protected ArrayStorage(String name, MemoryPool pool) {
        this(name, pool, true);
    }

    /**
     * As {@link #ArrayStorage(String, MemoryPool)}, where values may have to stay as they are.
     *
     * @param name what it is in messages, such as {@code "LongArray"}
     * @param pool where operations take the memory from that they need for a moment
     * @param writable whether the memory may be written to
     */
    protected ArrayStorage(String name, MemoryPool pool, boolean writable) {
        this.name = Objects.requireNonNull(name, "name");
        this.pool = Objects.requireNonNull(pool, "pool");
        this.writable = writable;
        this.owner = new ThreadOwner(name, "The owner gives it away with handOver()");
    }

    /**
     * Says where the memory is from now on. If it is another place, buffers that show the former one are left without a byte.
     *
     * @param newAddress of the first byte, not 0
     * @param newBytes its size; whatever has not been there before is zero
     */
    protected final void place(long newAddress, long newBytes) {
        if (newAddress != address) {
            views.detach(address, bytes);
        }
        address = newAddress;
        bytes = newBytes;
    }

    /**
     * Says how the memory is given back when nobody closes the array and none of its views can be reached any more. Then a warning
     * says where it was opened. To be called once, when there is something to give back.
     *
     * @param giveBack frees the memory, on a thread of its own; must not hold this storage
     */
    protected final void watch(Runnable giveBack) {
        watch = Abandoned.watch(this, "array", name, CallSite.current(), pool.isTracing(), giveBack);
    }

    /**
     * Makes the memory larger and keeps what is in it: {@link #place} is called with at least so many bytes, or nothing is
     * changed and an exception thrown.
     *
     * @param wanted the size
     */
    protected abstract void enlarge(long wanted);

    /**
     * Gives the memory back. Called once.
     *
     * @param used how many of the first bytes belong to the array; growing takes more than that
     */
    protected abstract void free(long used);

    /**
     * Checks that all of the memory can still be read. Called before and after each operation on many values.
     */
    protected void checkWhole() {}

    /**
     * Makes sure that what was written is where it stays. By default there is no such place.
     *
     * @param used how many of the first bytes belong to the array
     */
    protected void force(long used) {}

    /**
     * Returns the name.
     *
     * @return as given
     */
    protected final String name() {
        return name;
    }

    final MemoryPool pool() {
        return pool;
    }

    /** The address of the first byte, for the thread that owns it. */
    final long open() {
        if (!owner.isCurrent() || address == 0) {
            owner.check();
            if (address == 0) {
                throw new IllegalStateException("the " + name + " is closed");
            }
        }
        return address;
    }

    /** As {@link #open()}, for what writes. */
    final long openToWrite() {
        long opened = open();
        if (!writable) {
            throw new IllegalStateException("the " + name + " is read-only");
        }
        return opened;
    }

    /** An operation on many values begins: until it ends, the memory stays where it is. */
    final void enter() {
        open();
        checkWhole();
        running++;
    }

    final void leave() {
        running--;
    }

    private void checkIdle(String what) {
        if (running > 0) {
            throw new IllegalStateException(
                    "the " + name + " cannot be " + what + " by a function that runs over its values");
        }
    }

    /**
     * Tells what the memory takes from the pool.
     *
     * @param used how many of the first bytes belong to the array
     * @return bytes off the heap
     */
    protected MemorySize size(long used) {
        return new MemorySize(used, 0, 0, bytes - used);
    }

    /** Makes room for so many bytes, and for more to come. */
    final void ensure(long wanted, boolean more) {
        open();
        if (wanted > bytes) {
            openToWrite();
            checkIdle("made longer");
            enlarge(more ? Math.max(wanted, bytes + Math.min(bytes, Long.MAX_VALUE / 4 - bytes)) : wanted);
        }
    }

    final UnsafeBuffer view(long offset, int length) {
        return views.add(openToWrite() + offset, length, this);
    }

    final void handOver() {
        open();
        checkIdle("handed over");
        owner.handOver();
    }

    final void close(long used) {
        owner.check();
        if (address == 0) {
            return;
        }
        checkIdle("closed");
        views.detach(address, bytes);
        address = 0;
        loop = null;
        function = null;
        if (watch != null) {
            watch.end();
        }
        try {
            free(used);
        } finally {
            // so that any thread is told that it is closed
            owner.handOver();
        }
    }

    /** A loop that applies a function of the user's to longs: one of its own if it pays. */
    final RowLoop longLoop(LongUnaryOperator operation, long rows) {
        if (!isWorthALoop(operation, rows)) {
            return Loops.longsOnce(operation);
        }
        if (loop == null) {
            loop = Loops.longs(operation);
        }
        return loop;
    }

    /** A loop that applies a function of the user's to doubles: one of its own if it pays. */
    final RowLoop doubleLoop(DoubleUnaryOperator operation, long rows) {
        if (!isWorthALoop(operation, rows)) {
            return Loops.doublesOnce(operation);
        }
        if (loop == null) {
            loop = Loops.doubles(operation);
        }
        return loop;
    }

    private boolean isWorthALoop(Object operation, long rows) {
        boolean known = operation.equals(function);
        if (!known) {
            function = operation;
            loop = null;
        }
        return known || rows >= MANY;
    }
}
