package dev.peristyle.internal.join;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Pairs of a row of a chunk and a row in memory, as many as there was room made for. */
final class Pairs implements AutoCloseable {

    private final GrowingBuffer left;
    private final GrowingBuffer right;
    private int count;

    Pairs(MemoryPool pool, String owner) {
        this.left = new GrowingBuffer(pool, owner);
        this.right = new GrowingBuffer(pool, owner);
    }

    /** Makes room, and drops what was there. */
    void clear(int room) {
        count = 0;
        left.ensure(4L * room);
        right.ensure(8L * room);
    }

    void add(int row, long matched) {
        UnsafeApi.putInt(left.address() + 4L * count, row);
        UnsafeApi.putLong(right.address() + 8L * count, matched);
        count++;
    }

    void setCount(int pairs) {
        count = pairs;
    }

    int count() {
        return count;
    }

    int left(int pair) {
        return UnsafeApi.getInt(left.address() + 4L * pair);
    }

    long right(int pair) {
        return UnsafeApi.getLong(right.address() + 8L * pair);
    }

    /** The address of the row numbers, four bytes each. */
    long lefts() {
        return left.address();
    }

    /** The address of the row addresses, eight bytes each. */
    long rights() {
        return right.address();
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
