package dev.peristyle.memory;

import dev.peristyle.error.MemoryLimitException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A number of bytes that count against a {@link MemoryPool} until they are released. Thread-safe. */
public final class Allocation implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private final long bytes;
    private final Throwable site;
    private final AtomicBoolean released = new AtomicBoolean();

    Allocation(MemoryPool pool, String owner, long bytes, Throwable site) {
        this.pool = pool;
        this.owner = owner;
        this.bytes = bytes;
        this.site = site;
    }

    /**
     * Returns who holds the bytes.
     *
     * @return the owner as given to the pool
     */
    public String owner() {
        return owner;
    }

    /**
     * Returns the size.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    Throwable site() {
        return site;
    }

    /** The same with another number of bytes, in place of this one, of which only the difference is taken or given back. */
    Allocation resized(long newBytes) {
        Allocation other = pool.resize(this, newBytes);
        released.set(true);
        return other;
    }

    /** What is thrown when the system has not so much. */
    MemoryLimitException refused(long wanted, OutOfMemoryError failure) {
        return pool.refused(wanted, owner, failure);
    }

    /** Gives the bytes back. Only the first call counts; returns whether this one did. */
    boolean release() {
        if (released.compareAndSet(false, true)) {
            pool.release(this);
            return true;
        }
        return false;
    }

    /** Gives the bytes back to the pool. Closing again does nothing. */
    @Override
    public void close() {
        release();
    }
}
