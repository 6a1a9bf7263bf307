package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The text or other bytes, or the null, in the first or last row of each group. */
final class TextEdgeState implements EdgeState {

    static final StateKey<TextCells> FIRST =
            new StateKey<>("first bytes", TextCells.class, (pool, owner, type) -> new TextEdgeState(pool, owner, true));
    static final StateKey<TextCells> LAST =
            new StateKey<>("last bytes", TextCells.class, (pool, owner, type) -> new TextEdgeState(pool, owner, false));

    private final boolean first;
    private final ByteViews views;
    private final TextCells cells;
    private EdgeRows edges;

    TextEdgeState(MemoryPool pool, String owner, boolean first) {
        this.views = new ByteViews(pool, owner);
        this.first = first;
        this.cells = new TextCells(pool, owner);
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
        cells.grow(known, groups);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        views.bind(argument, batch.rows);
        long validity = views.validity;
        int count = edges.movedCount();
        for (int number = 0; number < count; number++) {
            int row = edges.moved(number);
            set(
                    UnsafeApi.getInt(batch.groups + 4L * row),
                    Bits.isPresent(validity, row),
                    UnsafeApi.getLong(views.addresses + 8L * row),
                    UnsafeApi.getInt(views.lengths + 4L * row));
        }
    }

    private void set(int group, boolean present, long address, int length) {
        if (present) {
            cells.set(group, address, length);
        } else {
            cells.clear(group);
        }
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        TextEdgeState that = (TextEdgeState) other;
        int count = edges.movedCount();
        for (int number = 0; number < count; number++) {
            int place = edges.moved(number);
            int group = mapping.from(place);
            boolean present = that.cells.isPresent(group);
            set(mapping.to(place), present, that.cells.address(group), that.cells.length(group));
        }
    }

    @Override
    public long growth(GroupBatch batch, Column argument) {
        return cells.growth(batch.rows, ByteViews.totalLength(argument, batch.rows));
    }

    @Override
    public Object view(StateKey<?> key) {
        return cells;
    }

    @Override
    public void close() {
        views.close();
        cells.close();
    }
}
