package dev.peristyle.internal.expression;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;

/** Memory that is used again for each chunk. It grows to what the largest one needs and never shrinks. */
final class Scratch implements AutoCloseable {

    private static final String OWNER = "expression: scratch";

    private final MemoryPool pool;
    private OffHeapBuffer buffer;
    private long capacity = -1;

    Scratch(MemoryPool pool) {
        this.pool = pool;
    }

    /** The address of at least so many bytes; what was in it is lost when it has to grow. */
    long reserve(long bytes) {
        if (bytes > capacity) {
            close();
            buffer = pool.allocate(bytes, OWNER);
            capacity = bytes;
        }
        return buffer.address();
    }

    @Override
    public void close() {
        if (buffer != null) {
            buffer.close();
            buffer = null;
            capacity = -1;
        }
    }
}
