package dev.peristyle.internal.aggregate;

import dev.peristyle.error.ComputationException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;

/** The zeroed memory of an open-addressing table of a power of two of entries. */
final class OpenTable implements AutoCloseable {

    /** Codes are ints: a table of so many bits is never full. */
    static final int MAX_BITS = 31;

    private final OffHeapBuffer buffer;
    private final int bits;

    OpenTable(MemoryPool pool, String owner, int entryBytes, int bits) {
        this.buffer = pool.allocate((long) entryBytes << bits, owner);
        this.bits = bits;
        buffer.clear();
    }

    /** Fails when no code is left. */
    static void checkRoom(long size, String owner) {
        if (size >= Integer.MAX_VALUE) {
            throw new ComputationException(owner + ": more than " + Integer.MAX_VALUE + " different values");
        }
    }

    long address() {
        return buffer.address();
    }

    int bits() {
        return bits;
    }

    long entries() {
        return 1L << bits;
    }

    /**
     * Says what a table that grows takes while this one is held.
     *
     * @param size keys that it will hold
     * @param sparseness entries per key at least
     * @return bytes of the pool, 0 where there is room
     */
    long growth(int entryBytes, long size, int sparseness) {
        int wanted = bits;
        while (wanted < MAX_BITS && size * sparseness > 1L << wanted) {
            wanted++;
        }
        return wanted == bits ? 0 : ((long) entryBytes << wanted) + 3L * OffHeapBuffer.ALIGNMENT;
    }

    /** How far a hash is shifted to be an index. */
    int shift() {
        return Long.SIZE - bits;
    }

    @Override
    public void close() {
        buffer.close();
    }
}
