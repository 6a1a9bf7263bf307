package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * One owned text per group, or none, that may be replaced. A cell is 16 bytes: the address, the length (-1 for none),
 * the room at the address. Room doubles when a text does not fit, so that what is lost is less than what is used.
 */
final class TextCells implements AutoCloseable {

    private static final int CELL = 16;
    private static final int LENGTH = 8;
    private static final int ROOM = 12;
    private static final int NONE = -1;

    private final GrowingBuffer cells;
    private final OwnedTexts arena;

    TextCells(MemoryPool pool, String owner) {
        this.cells = new GrowingBuffer(pool, owner);
        this.arena = new OwnedTexts(pool, owner);
    }

    /** Gives groups a cell without a text. */
    void grow(int known, int groups) {
        cells.ensureKept((long) CELL * groups);
        for (int group = known; group < groups; group++) {
            UnsafeApi.putLong(cell(group), 0);
            UnsafeApi.putInt(cell(group) + LENGTH, NONE);
            UnsafeApi.putInt(cell(group) + ROOM, 0);
        }
    }

    /** Copies a text into a cell. */
    void set(int group, long address, int length) {
        long cell = cell(group);
        int room = UnsafeApi.getInt(cell + ROOM);
        if (length > room || room == 0) {
            int wanted = (int) Math.min(Integer.MAX_VALUE, Math.max((length + 8L) & -8L, 2L * room));
            UnsafeApi.putLong(cell, arena.reserve(wanted));
            UnsafeApi.putInt(cell + ROOM, wanted);
        }
        UnsafeApi.putInt(cell + LENGTH, length);
        UnsafeApi.copyMemory(address, UnsafeApi.getLong(cell), length);
    }

    /** What so many texts take at most: room doubles, so that a cell that is written again and again takes twice its last. */
    long growth(int texts, long bytes) {
        return arena.growth(4 * bytes + 16L * texts);
    }

    /** Takes the text out of a cell. */
    void clear(int group) {
        UnsafeApi.putInt(cell(group) + LENGTH, NONE);
    }

    boolean isPresent(int group) {
        return length(group) != NONE;
    }

    long address(int group) {
        return UnsafeApi.getLong(cell(group));
    }

    int length(int group) {
        return UnsafeApi.getInt(cell(group) + LENGTH);
    }

    private long cell(int group) {
        return cells.address() + (long) CELL * group;
    }

    @Override
    public void close() {
        cells.close();
        arena.close();
    }
}
