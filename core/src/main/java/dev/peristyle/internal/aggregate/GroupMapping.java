package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Which groups of another aggregator are merged into which groups here: all of the other, or some. Not thread-safe. */
final class GroupMapping implements AutoCloseable {

    /** The group here of a group there that is not merged. */
    static final int NONE = -1;

    /** How many groups are merged. */
    private int count;

    /** The four-byte groups there; 0 where they are {@code 0, 1, 2 …}. */
    private long from;

    /** The four-byte groups here. */
    private long to;

    private final GrowingBuffer inverse;
    private boolean inverted;

    GroupMapping(MemoryPool pool, String owner) {
        this.inverse = new GrowingBuffer(pool, owner);
    }

    /** Maps other groups until the next call. */
    void set(int groups, long there, long here) {
        count = groups;
        from = there;
        to = here;
        inverted = false;
    }

    int count() {
        return count;
    }

    int from(int place) {
        return from == 0 ? place : UnsafeApi.getInt(from + 4L * place);
    }

    int to(int place) {
        return UnsafeApi.getInt(to + 4L * place);
    }

    /**
     * The group here by group there.
     *
     * @param groups how many there are there
     * @return the address of four-byte groups, {@link #NONE} where a group is not merged
     */
    long byOther(int groups) {
        if (from == 0) {
            return to;
        }
        long address = inverse.ensure(4L * groups);
        if (!inverted) {
            UnsafeApi.setMemory(address, 4L * groups, (byte) 0xFF);
            for (int place = 0; place < count; place++) {
                UnsafeApi.putInt(address + 4L * from(place), to(place));
            }
            inverted = true;
        }
        return address;
    }

    @Override
    public void close() {
        inverse.close();
    }
}
