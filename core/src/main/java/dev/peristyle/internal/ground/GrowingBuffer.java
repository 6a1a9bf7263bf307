package dev.peristyle.internal.ground;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/**
 * Off-heap memory that is used again and grows to what is asked for; it never shrinks. Addresses change when it grows. If
 * there is no memory to grow, what was kept is still there, and what was to be dropped is gone. Not thread-safe.
 */
public final class GrowingBuffer implements AutoCloseable {

    private static final long MIN_BYTES = 1024;

    /** Larger blocks have pages of their own, so that to grow one moves no byte and takes only the difference. */
    private static final long OWN_PAGES = 64 << 20;

    private final MemoryPool pool;
    private final String owner;
    private OffHeapBuffer buffer;
    private long address;
    private long capacity;

    /**
     * A buffer without memory.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     */
    public GrowingBuffer(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /**
     * Returns where the memory begins.
     *
     * @return the address of the first byte, 0 before there is any
     */
    public long address() {
        return address;
    }

    /**
     * As {@link #address}, for those whose callers may have closed it.
     *
     * @return the address of the first byte
     * @throws IllegalStateException if there is no memory, because none was asked for or it was closed
     */
    public long openAddress() {
        if (buffer == null) {
            throw new IllegalStateException("the buffer of " + owner + " is closed");
        }
        return address;
    }

    /**
     * Returns how much there is.
     *
     * @return bytes
     */
    public long capacity() {
        return capacity;
    }

    /**
     * Says what making room and keeping what is there takes.
     *
     * @param bytes wanted
     * @return bytes of the pool, 0 where there is room
     */
    public long growth(long bytes) {
        if (bytes <= capacity) {
            return 0;
        }
        return grown(bytes) - (capacity < OWN_PAGES ? 0 : capacity) + 3L * OffHeapBuffer.ALIGNMENT;
    }

    /**
     * Makes room and keeps what is there; grows at least to twice its size. What is new has undefined content.
     *
     * @param bytes wanted
     */
    public void ensureKept(long bytes) {
        if (bytes > capacity && capacity >= OWN_PAGES) {
            long wanted = grown(bytes);
            buffer.grow(wanted);
            address = buffer.address();
            capacity = wanted;
        } else if (bytes > capacity) {
            replace(grown(bytes), capacity);
        }
    }

    /**
     * Makes room; when it has to grow, it does at least to twice its size, and what was there is dropped first.
     *
     * @param bytes wanted
     * @return the address of the first byte
     */
    public long ensure(long bytes) {
        if (bytes > capacity) {
            replace(grown(bytes), 0);
        }
        return address;
    }

    /**
     * Makes room; when it has to grow, it does to exactly what is wanted, and what was there is dropped first.
     *
     * @param bytes wanted
     * @return the address of the first byte
     */
    public long ensureExactly(long bytes) {
        if (bytes > capacity || buffer == null) {
            replace(bytes, 0);
        }
        return address;
    }

    /**
     * Takes another piece of memory.
     *
     * @param bytes its size
     * @param kept how many of the first bytes are kept; of none, the memory held is freed before the other is taken
     */
    public void replace(long bytes, long kept) {
        if (kept == 0) {
            close();
        }
        OffHeapBuffer other = pool.allocate(bytes, owner);
        if (kept > 0) {
            UnsafeApi.copyMemory(address, other.address(), kept);
            close();
        }
        buffer = other;
        address = other.address();
        capacity = bytes;
    }

    private long grown(long bytes) {
        return Math.max(MIN_BYTES, Math.max(bytes, capacity * 2));
    }

    /** Frees the memory. It can be used again after that, and closed again. */
    @Override
    public void close() {
        if (buffer != null) {
            buffer.close();
            buffer = null;
        }
        address = 0;
        capacity = 0;
    }
}
