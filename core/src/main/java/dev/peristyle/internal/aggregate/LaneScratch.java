package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Zeroed copies of the states of few groups. With few groups, the same state is changed every few rows, and each change
 * waits some five cycles for the store before it; four copies in turn take that wait away. They are added up once a chunk.
 */
final class LaneScratch implements AutoCloseable {

    /** With more groups, rows that follow each other are rarely of the same one. */
    static final int MOST_GROUPS = 32;

    /** With fewer rows, adding up costs more than waiting. */
    static final int FEWEST_ROWS = 512;

    static final int LANES = 4;

    private final OffHeapArray memory;

    LaneScratch(MemoryPool pool, String owner) {
        this.memory = new OffHeapArray(pool, owner);
    }

    /** Returns the address of {@value #LANES} lanes of so many bytes each, all zero. */
    long zeroed(long laneBytes) {
        long address = filledByCaller(laneBytes);
        UnsafeApi.setMemory(address, LANES * laneBytes, (byte) 0);
        return address;
    }

    /** Returns the address of {@value #LANES} lanes of so many bytes each, with anything in them. */
    long filledByCaller(long laneBytes) {
        return memory.ensure(LANES * laneBytes);
    }

    @Override
    public void close() {
        memory.close();
    }
}
