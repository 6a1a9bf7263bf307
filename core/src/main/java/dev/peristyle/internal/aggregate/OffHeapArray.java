package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/** Off-heap memory that grows by doubling. Addresses change when it grows. Not thread-safe. */
final class OffHeapArray implements AutoCloseable {

    private static final long SMALLEST = 1024;

    private final MemoryPool pool;
    private final String owner;
    private OffHeapBuffer buffer;
    private long address;
    private long capacity;

    OffHeapArray(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /** The address of the first byte, 0 before there is any. */
    long address() {
        return address;
    }

    /** Makes room for so many bytes and keeps what is there; what is new has undefined content. */
    void ensureKept(long bytes) {
        if (bytes > capacity) {
            replace(grown(bytes), capacity);
        }
    }

    /** Makes room for so many bytes; when it has to grow, what was there is lost. Returns the address. */
    long ensure(long bytes) {
        if (bytes > capacity) {
            close();
            replace(grown(bytes), 0);
        }
        return address;
    }

    private long grown(long bytes) {
        return Math.max(SMALLEST, Math.max(bytes, capacity * 2));
    }

    private void replace(long newCapacity, long kept) {
        OffHeapBuffer larger = pool.allocate(newCapacity, owner);
        if (kept > 0) {
            UnsafeApi.copyMemory(address, larger.address(), kept);
        }
        close();
        buffer = larger;
        address = larger.address();
        capacity = newCapacity;
    }

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
