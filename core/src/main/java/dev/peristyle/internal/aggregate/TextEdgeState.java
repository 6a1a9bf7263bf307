package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.StringColumn;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The text, or the null, in the first or last row of each group. */
final class TextEdgeState implements GroupState {

    private final EdgeRows edges;
    private final TextCells cells;

    TextEdgeState(MemoryPool pool, String owner, boolean first) {
        this.edges = new EdgeRows(pool, owner, first);
        this.cells = new TextCells(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        edges.grow(known, groups);
        cells.grow(known, groups);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        if (edges.canSkip(batch)) {
            return;
        }
        StringColumn text = (StringColumn) argument;
        long addresses = text.valuesAddress();
        long lengths = text.lengthsAddress();
        long validity = text.validityAddress();
        int row = edges.next(batch, edges.start(batch));
        while (row >= 0) {
            int group = UnsafeApi.getInt(batch.groups + 4L * row);
            if (validity == 0 || ((UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7)) & 1) != 0) {
                cells.set(group, UnsafeApi.getLong(addresses + 8L * row), UnsafeApi.getInt(lengths + 4L * row));
            } else {
                cells.clear(group);
            }
            row = edges.next(batch, row);
        }
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        TextEdgeState that = (TextEdgeState) other;
        for (int group = 0; group < groups; group++) {
            int mine = UnsafeApi.getInt(map + 4L * group);
            if (edges.take(mine, that.edges, group)) {
                if (that.cells.isPresent(group)) {
                    cells.set(mine, that.cells.address(group), that.cells.length(group));
                } else {
                    cells.clear(mine);
                }
            }
        }
    }

    TextCells cells() {
        return cells;
    }

    @Override
    public void close() {
        edges.close();
        cells.close();
    }
}
