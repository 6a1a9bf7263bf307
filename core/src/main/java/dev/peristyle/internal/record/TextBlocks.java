package dev.peristyle.internal.record;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Bytes that stay where they are. What is dropped is only counted; who owns the blocks copies the rest when that is much. */
final class TextBlocks implements AutoCloseable {

    private static final int FIRST = 1 << 10;
    private static final int MAX = 1 << 20;

    private final MemoryPool pool;
    private final String owner;
    private final List<OffHeapBuffer> blocks = new ArrayList<>();
    private long next;
    private long left;
    private long held;
    private long dropped;

    TextBlocks(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /** Makes sure that so many bytes can be added without memory. */
    void reserve(long bytes) {
        if (bytes > left) {
            long size = Math.max(bytes, Math.min(MAX, Math.max(FIRST, held / 4)));
            OffHeapBuffer block = pool.allocate(size, owner);
            blocks.add(block);
            next = block.address();
            left = size;
        }
    }

    /** Copies bytes and returns where they are; 1 for none, so that a view has an address. */
    long add(long address, int length) {
        if (length == 0) {
            return 1;
        }
        reserve(length);
        long at = next;
        UnsafeApi.copyMemory(address, at, length);
        next += length;
        left -= length;
        held += length;
        return at;
    }

    void drop(int length) {
        held -= length;
        dropped += length;
    }

    /** Bytes that are not dropped. */
    long held() {
        return held;
    }

    /** Whether a copy would take much less. */
    boolean isWasteful() {
        return dropped > Math.max(MAX, held);
    }

    @Override
    public void close() {
        blocks.forEach(OffHeapBuffer::close);
        blocks.clear();
    }
}
