package dev.peristyle.internal.file;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/** Brings bytes of the heap to where an {@link Output} takes them from. */
public final class OffHeapCopy {

    private OffHeapCopy() {}

    /**
     * Copies bytes.
     *
     * @param bytes at least one
     * @param owner who holds the copy, shown in reports
     * @return a buffer that begins with them, to be closed by the caller
     */
    public static OffHeapBuffer of(byte[] bytes, MemoryPool pool, String owner) {
        OffHeapBuffer copy = pool.allocate(bytes.length, owner);
        UnsafeApi.copyMemory(bytes, UnsafeApi.arrayBaseOffset(byte[].class), null, copy.address(), bytes.length);
        return copy;
    }
}
