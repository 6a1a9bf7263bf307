package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Owned copies of texts. They never move and are freed together. Not thread-safe. */
public final class OwnedTexts implements AutoCloseable {

    private static final int MIN_BLOCK = 1 << 12;
    private static final int MAX_BLOCK = 1 << 20;

    private final MemoryPool pool;
    private final String owner;
    private final List<OffHeapBuffer> blocks = new ArrayList<>();
    private int nextBlock = MIN_BLOCK;
    private long free;
    private long end;

    /**
     * No texts yet.
     *
     * @param pool where their memory comes from
     * @param owner who holds it, shown in reports
     */
    public OwnedTexts(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /** Copies a text and returns the address of the copy. */
    public long copy(long address, int length) {
        long copy = reserve(length);
        UnsafeApi.copyMemory(address, copy, length);
        return copy;
    }

    /** Returns the address of so many bytes to write to. */
    long reserve(int length) {
        if (free == 0 || length > end - free) {
            addBlock(length);
        }
        long reserved = free;
        free += length;
        return reserved;
    }

    /** What so many bytes in several pieces take at most: the end of each block can stay empty. */
    long growth(long bytes) {
        return bytes <= end - free ? 0 : 2 * bytes + MAX_BLOCK / MIN_BLOCK * 3L * OffHeapBuffer.ALIGNMENT + nextBlock;
    }

    private void addBlock(int length) {
        // blocks double, so that few groups cost little and many groups few allocations
        OffHeapBuffer block = pool.allocate(Math.max(length, nextBlock), owner);
        blocks.add(block);
        free = block.address();
        end = free + block.capacity();
        nextBlock = Math.min(MAX_BLOCK, nextBlock * 2);
    }

    @Override
    public void close() {
        for (OffHeapBuffer buffer : blocks) {
            buffer.close();
        }
        blocks.clear();
        free = 0;
        end = 0;
    }
}
