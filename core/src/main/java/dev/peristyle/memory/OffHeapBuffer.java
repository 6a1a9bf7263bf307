package dev.peristyle.memory;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.lifetime.SharedViews;
import java.util.Objects;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A piece of off-heap memory from a {@link MemoryPool}. It starts on a 64-byte boundary and is padded to whole 64 bytes
 * plus 64 more, so that block-wise loops may read and write past its end by less than that.
 *
 * <p>Whoever allocated it closes it. After that every method throws; an address obtained before must not be used.
 */
public final class OffHeapBuffer implements AutoCloseable {

    /** Alignment in bytes of every buffer, that of a cache line. */
    public static final int ALIGNMENT = 64;

    static final int NO_FILL = -1;

    private Allocation allocation;
    private long capacity;
    private long memory;
    private long address;

    /** Views that were handed out. */
    private final SharedViews views = new SharedViews();

    OffHeapBuffer(Allocation allocation, long capacity, int fill) {
        this.allocation = allocation;
        this.capacity = capacity;
        this.memory = UnsafeApi.allocateMemory(allocation.bytes());
        this.address = (memory + ALIGNMENT - 1) & -ALIGNMENT;
        if (fill != NO_FILL) {
            UnsafeApi.setMemory(memory, allocation.bytes(), (byte) fill);
        }
    }

    /** What a buffer of so many bytes takes from the system: alignment and padding included. */
    static long allocatedSize(long bytes) {
        if (bytes < 0 || bytes > Long.MAX_VALUE - 4L * ALIGNMENT) {
            throw new IllegalArgumentException("not a buffer size: " + bytes);
        }
        return ((bytes + ALIGNMENT - 1) & -ALIGNMENT) + 2L * ALIGNMENT;
    }

    /**
     * Returns the address of the first byte, for loops that have validated their range.
     *
     * @return a raw address, valid until this buffer is closed
     */
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("the buffer of " + allocation.owner() + " is closed");
        }
        return address;
    }

    /**
     * Returns the size as asked for.
     *
     * @return bytes
     */
    public long capacity() {
        return capacity;
    }

    /**
     * Returns what this buffer takes from its pool: its size with what aligns it and what loops may read past its end.
     *
     * @return bytes
     */
    public long allocatedBytes() {
        address();
        return allocation.bytes();
    }

    /**
     * Makes this buffer larger and keeps what is in it; what is new has undefined content. Its address changes, and views of
     * it are left without a byte. Only the difference is taken from the pool. For a buffer of many megabytes the system
     * moves pages and copies nothing; for a small one it can hold both for the moment.
     *
     * @param bytes the new size, at least the present one
     * @throws MemoryLimitException when a limit would be exceeded; the buffer is as before then
     */
    public void grow(long bytes) {
        if (bytes < capacity) {
            throw new IllegalArgumentException("a buffer of " + capacity + " bytes cannot grow to " + bytes);
        }
        long shift = address() - memory;
        Allocation larger = allocation.resized(allocatedSize(bytes));
        long moved;
        try {
            moved = UnsafeApi.reallocateMemory(memory, larger.bytes());
        } catch (OutOfMemoryError failure) {
            allocation = larger.resized(allocatedSize(capacity));
            throw allocation.refused(larger.bytes(), failure);
        }
        views.detach(address, capacity);
        allocation = larger;
        memory = moved;
        address = (moved + ALIGNMENT - 1) & -ALIGNMENT;
        if (address - moved != shift) {
            UnsafeApi.copyMemory(moved + shift, address, capacity);
        }
        capacity = bytes;
    }

    /** Sets every byte to zero, the padding after the last one included. */
    public void clear() {
        UnsafeApi.setMemory(address(), ((capacity + ALIGNMENT - 1) & -ALIGNMENT) + ALIGNMENT, (byte) 0);
    }

    /**
     * A checked view for code that speaks Agrona. It shares the memory; {@link #close()} leaves it without a byte, so that
     * each use after that is an IndexOutOfBoundsException.
     *
     * @param offset the first byte of the view
     * @param length its bytes
     * @return a buffer over {@code [offset, offset + length)}
     */
    public UnsafeBuffer view(long offset, int length) {
        Objects.checkFromIndexSize(offset, length, capacity);
        return views.add(address() + offset, length);
    }

    /** Frees the memory. Closing again does nothing. Must not run while another thread uses the buffer. */
    @Override
    public void close() {
        if (allocation.release()) {
            views.detach(address, capacity);
            address = 0;
            UnsafeApi.freeMemory(memory);
        }
    }
}
