package dev.peristyle.internal.file;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;

/**
 * What an encoder has made and nobody has written yet, in a buffer that grows to what is written at a time and stays. Where memory
 * is short it stays small, so that others have the rest. Not thread-safe.
 */
public final class EncodedBytes implements AutoCloseable {

    private static final long MIN_BYTES = 1 << 16;

    /** Of what is left in the pool, the part that it takes at a time. */
    private static final int SHARE_OF_REST = 2;

    private final MemoryPool pool;
    private final GrowingBuffer buffer;
    private long size;

    /**
     * No bytes and no memory.
     *
     * @param owner who holds it, shown in reports
     */
    public EncodedBytes(MemoryPool pool, String owner) {
        this.pool = pool;
        this.buffer = new GrowingBuffer(pool, owner);
    }

    /** Makes room for more bytes if there is much more memory than that, and returns whether there is room. */
    public boolean makeRoom(long more) {
        long wanted = size + more;
        long generous = Math.max(MIN_BYTES, Long.highestOneBit(wanted) << 1);
        if (wanted > buffer.capacity() && generous <= pool.available() / SHARE_OF_REST) {
            buffer.replace(generous, size);
        }
        return wanted <= buffer.capacity();
    }

    /**
     * Makes room for what cannot be taken in parts, when nothing is held.
     *
     * @throws MemoryLimitException if there is no memory for it
     */
    public void makeRoomForLeast(long bytes) {
        buffer.close();
        buffer.replace(Math.max(bytes, Math.min(MIN_BYTES, pool.available() / SHARE_OF_REST)), 0);
    }

    /**
     * Makes room for a row, which cannot be taken in parts, when nothing is held.
     *
     * @param format what the row is of, for messages
     * @throws MemoryLimitException if there is no memory for it
     */
    public void makeRoomForRow(String format, long bytes) {
        try {
            makeRoomForLeast(bytes);
        } catch (MemoryLimitException full) {
            throw new MemoryLimitException(
                    format + ": there is no room for a single row, which takes up to " + bytes + " bytes. "
                            + full.getMessage(),
                    full);
        }
    }

    /** How many bytes there is room for beside those that are held. */
    public long room() {
        return buffer.capacity() - size;
    }

    /** Where the bytes that are held begin. */
    public long address() {
        return buffer.address();
    }

    /** Where the next byte goes. */
    public long end() {
        return buffer.address() + size;
    }

    /** Takes bytes in that lie at {@link #end}. */
    public void add(long bytes) {
        size += bytes;
    }

    /** How many are held. */
    public long size() {
        return size;
    }

    /** Holds none any more; the memory stays. */
    public void clear() {
        size = 0;
    }

    @Override
    public void close() {
        size = 0;
        buffer.close();
    }
}
