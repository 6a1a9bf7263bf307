package dev.peristyle.internal.expression;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;

/** Memory that is used again for each chunk. It grows to what the largest one needs and never shrinks. */
public final class Scratch implements AutoCloseable {

    private final GrowingBuffer buffer;

    Scratch(MemoryPool pool) {
        this.buffer = new GrowingBuffer(pool, "expression: scratch");
    }

    /** The address of at least so many bytes; what was in it is lost when it has to grow. */
    public long reserve(long bytes) {
        return buffer.ensureExactly(bytes);
    }

    @Override
    public void close() {
        buffer.close();
    }
}
