package dev.peristyle.internal.expression;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Bytes of texts that a step makes. They stay where they are until {@link #clear()}: a full block is followed by another.
 * Clearing replaces several blocks by one of their size, so that after the largest chunk nothing is allocated any more.
 */
public final class TextArena implements AutoCloseable {

    private static final long FIRST_BLOCK = 4096;
    private static final String OWNER = "expression: text";

    private final MemoryPool pool;
    private final List<OffHeapBuffer> blocks = new ArrayList<>();
    private long position;
    private long end;

    TextArena(MemoryPool pool) {
        this.pool = pool;
    }

    /** Forgets every text. */
    public void clear() {
        if (blocks.size() > 1) {
            long total = 0;
            for (OffHeapBuffer block : blocks) {
                total += block.capacity();
            }
            close();
            addBlock(total);
        } else if (blocks.size() == 1) {
            position = blocks.get(0).address();
        }
    }

    /** The address of room for so many bytes, which {@link #commit} takes. */
    public long reserve(long bytes) {
        if (end - position < bytes) {
            long last = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).capacity();
            addBlock(Math.max(bytes, Math.max(FIRST_BLOCK, 2 * last)));
        }
        return position;
    }

    /** Takes the first bytes of what was reserved. */
    public void commit(long bytes) {
        position += bytes;
    }

    /** Copies a text and returns its address. */
    public long add(byte[] bytes) {
        long address = reserve(bytes.length);
        for (int index = 0; index < bytes.length; index++) {
            UnsafeApi.putByte(address + index, bytes[index]);
        }
        commit(bytes.length);
        return address;
    }

    /** A text as a string. */
    public static String string(long address, int length) {
        byte[] bytes = new byte[length];
        for (int index = 0; index < length; index++) {
            bytes[index] = UnsafeApi.getByte(address + index);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void addBlock(long bytes) {
        OffHeapBuffer block = pool.allocate(bytes, OWNER);
        blocks.add(block);
        position = block.address();
        end = position + bytes;
    }

    @Override
    public void close() {
        blocks.forEach(OffHeapBuffer::close);
        blocks.clear();
        position = 0;
        end = 0;
    }
}
