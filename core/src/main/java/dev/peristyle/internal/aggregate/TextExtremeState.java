package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.StringColumn;
import dev.peristyle.internal.aggregate.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The smallest or largest text of each group in the order of its bytes, which is that of its code points. */
final class TextExtremeState implements GroupState {

    private final boolean smallest;
    private final TextCells cells;

    TextExtremeState(MemoryPool pool, String owner, boolean smallest) {
        this.smallest = smallest;
        this.cells = new TextCells(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        cells.grow(known, groups);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        StringColumn text = (StringColumn) argument;
        long addresses = text.valuesAddress();
        long lengths = text.lengthsAddress();
        long validity = text.validityAddress();
        for (int row = 0; row < batch.rows; row++) {
            if (validity == 0 || ((UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7)) & 1) != 0) {
                offer(
                        UnsafeApi.getInt(batch.groups + 4L * row),
                        UnsafeApi.getLong(addresses + 8L * row),
                        UnsafeApi.getInt(lengths + 4L * row));
            }
        }
    }

    private void offer(int group, long address, int length) {
        if (cells.isPresent(group)) {
            int order = TextKernel.compare(address, length, cells.address(group), cells.length(group));
            if (smallest ? order >= 0 : order <= 0) {
                return;
            }
        }
        cells.set(group, address, length);
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        TextCells theirs = ((TextExtremeState) other).cells;
        for (int group = 0; group < groups; group++) {
            if (theirs.isPresent(group)) {
                offer(UnsafeApi.getInt(map + 4L * group), theirs.address(group), theirs.length(group));
            }
        }
    }

    TextCells cells() {
        return cells;
    }

    @Override
    public void close() {
        cells.close();
    }
}
