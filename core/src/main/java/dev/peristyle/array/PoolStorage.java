package dev.peristyle.array;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/** Memory from a pool. */
final class PoolStorage extends ArrayStorage {

    private final OffHeapBuffer buffer;

    PoolStorage(String name, MemoryPool pool, long bytes) {
        super(name, pool);
        buffer = pool.allocate(bytes, name);
        buffer.clear();
        place(buffer.address(), bytes);
        watch(buffer::close);
    }

    @Override
    protected void enlarge(long wanted) {
        long before = buffer.capacity();
        buffer.grow(wanted);
        UnsafeApi.setMemory(buffer.address() + before, wanted - before, (byte) 0);
        place(buffer.address(), wanted);
    }

    @Override
    protected MemorySize size(long used) {
        return new MemorySize(used, 0, 0, buffer.allocatedBytes() - used);
    }

    @Override
    protected void free(long used) {
        buffer.close();
    }
}
