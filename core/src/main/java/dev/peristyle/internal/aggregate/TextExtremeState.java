package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.StringColumn;
import dev.peristyle.internal.aggregate.kernel.TextExtremeKernel;
import dev.peristyle.internal.aggregate.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The smallest or largest text of each group in the order of its bytes, which is that of its code points. */
final class TextExtremeState implements GroupState {

    private final boolean smallest;
    private final long inversion;
    private final TextCells cells;
    // the beginnings of the texts in the cells, in the form in which most rows are told apart from them
    private final OffHeapArray records;
    private final OffHeapArray scratch;

    TextExtremeState(MemoryPool pool, String owner, boolean smallest) {
        this.smallest = smallest;
        this.inversion = smallest ? -1 : 0;
        this.cells = new TextCells(pool, owner);
        this.records = new OffHeapArray(pool, owner);
        this.scratch = new OffHeapArray(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        cells.grow(known, groups);
        records.ensureKept((long) TextExtremeKernel.RECORD * groups);
        for (int group = known; group < groups; group++) {
            TextExtremeKernel.clear(record(group));
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        StringColumn text = (StringColumn) argument;
        long addresses = text.valuesAddress();
        long lengths = text.lengthsAddress();
        scratch.ensure(TextExtremeKernel.SCRATCH);
        int row = next(batch, 0, text);
        while (row < batch.rows) {
            offer(
                    UnsafeApi.getInt(batch.groups + 4L * row),
                    UnsafeApi.getLong(addresses + 8L * row),
                    UnsafeApi.getInt(lengths + 4L * row));
            row = next(batch, row + 1, text);
        }
    }

    private int next(GroupBatch batch, int from, StringColumn text) {
        return batch.groupCount == 1
                ? TextExtremeKernel.next(
                        from,
                        batch.rows,
                        text.valuesAddress(),
                        text.lengthsAddress(),
                        text.validityAddress(),
                        records.address(),
                        inversion,
                        scratch.address())
                : TextExtremeKernel.nextByGroup(
                        from,
                        batch.rows,
                        batch.groups,
                        text.valuesAddress(),
                        text.lengthsAddress(),
                        text.validityAddress(),
                        records.address(),
                        inversion);
    }

    private void offer(int group, long address, int length) {
        if (cells.isPresent(group)) {
            int order = TextKernel.compare(address, length, cells.address(group), cells.length(group));
            if (smallest ? order >= 0 : order <= 0) {
                return;
            }
        }
        cells.set(group, address, length);
        TextExtremeKernel.set(record(group), address, length, inversion);
    }

    private long record(int group) {
        return records.address() + (long) TextExtremeKernel.RECORD * group;
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
        records.close();
        scratch.close();
    }
}
