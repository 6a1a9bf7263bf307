package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** The value of up to 64 bits, or the null, in the first or last row of each group: a word and a bit. */
final class FixedEdgeState implements EdgeState {

    static final StateKey<FixedEdgeState> FIRST =
            new StateKey<>("first", FixedEdgeState.class, (pool, owner, type) -> new FixedEdgeState(pool, owner, true));
    static final StateKey<FixedEdgeState> LAST =
            new StateKey<>("last", FixedEdgeState.class, (pool, owner, type) -> new FixedEdgeState(pool, owner, false));

    private final boolean first;
    private final GrowingBuffer words;
    private final GrowingBuffer presence;
    private EdgeRows edges;

    FixedEdgeState(MemoryPool pool, String owner, boolean first) {
        this.first = first;
        this.words = new GrowingBuffer(pool, owner);
        this.presence = new GrowingBuffer(pool, owner);
    }

    @Override
    public boolean isFirst() {
        return first;
    }

    @Override
    public void follow(EdgeRows rows) {
        edges = rows;
    }

    @Override
    public void grow(int known, int groups) {
        words.ensureKept(8L * groups);
        presence.ensureKept(bitBytes(groups));
        UnsafeApi.setMemory(words.address() + 8L * known, 8L * (groups - known), (byte) 0);
        UnsafeApi.setMemory(presence.address() + bitBytes(known), bitBytes(groups) - bitBytes(known), (byte) 0);
    }

    /** What the bits of so many groups take, in whole words. */
    private static long bitBytes(int groups) {
        return (groups + 63L) / 64 * 8;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        Layout layout = argument.type().layout();
        long values = argument.valuesAddress();
        long validity = argument.validityAddress();
        int count = edges.movedCount();
        for (int number = 0; number < count; number++) {
            int row = edges.moved(number);
            set(
                    UnsafeApi.getInt(batch.groups + 4L * row),
                    WordCells.load(layout, values, row),
                    Bits.isPresent(validity, row));
        }
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        FixedEdgeState that = (FixedEdgeState) other;
        int count = edges.movedCount();
        for (int number = 0; number < count; number++) {
            int place = edges.moved(number);
            int group = mapping.from(place);
            set(mapping.to(place), that.word(group), that.isPresent(group));
        }
    }

    private void set(int group, long word, boolean present) {
        UnsafeApi.putLong(words.address() + 8L * group, word);
        WordCells.setBit(presence.address(), group, present);
    }

    private long word(int group) {
        return UnsafeApi.getLong(words.address() + 8L * group);
    }

    private boolean isPresent(int group) {
        return Bits.isSet(presence.address(), group);
    }

    ResultWriter writer(Layout layout) {
        return (group, out, row) -> {
            WordCells.store(layout, out.valuesAddress(), row, word(group));
            return isPresent(group);
        };
    }

    @Override
    public void close() {
        words.close();
        presence.close();
    }
}
