package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.StringColumn;
import dev.peristyle.internal.aggregate.kernel.TextExtremeKernel;
import dev.peristyle.internal.aggregate.kernel.TextKernel;
import dev.peristyle.internal.kernel.VectorSupport;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.internal.vector.VectorTrial;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The smallest or largest text of each group in the order of its bytes, which is that of its code points. */
final class TextExtremeState implements GroupState {

    /** One for the search in one group; vectors have 64 texts. */
    static final VectorSwitch VECTORS = new VectorSwitch(64, 512);

    private final boolean smallest;
    private final long inversion;
    private final TextCells cells;
    // the beginnings of the texts in the cells, in the form in which most rows are told apart from them
    private final OffHeapArray records;
    private final OffHeapArray scratch;
    private final VectorTrial trial = new VectorTrial(VECTORS, () -> VectorSupport.USABLE);

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
        if (batch.groupCount > 1) {
            updateGroups(batch, text);
        } else if (VECTORS.isOn() || text.validityAddress() != 0) {
            updateOne(text, 0, batch.rows, VECTORS.isOn());
        } else {
            tryVectors(text, batch.rows);
        }
    }

    /** First on vectors for a few rows, then in the plain form; see {@link VectorTrial}. */
    private void tryVectors(StringColumn text, int rows) {
        int row = 0;
        if (trial.begin(rows)) {
            while (trial.goesOn(row)) {
                updateOne(text, row, row + trial.part(), true);
                row += trial.part();
            }
        }
        trial.pause(row);
        updateOne(text, row, rows, false);
        trial.compare(rows - row);
    }

    private void updateOne(StringColumn text, int from, int rows, boolean vectors) {
        int row = next(text, from, rows, vectors);
        while (row < rows) {
            offer(0, text, row);
            row = next(text, row + 1, rows, vectors);
        }
    }

    private int next(StringColumn text, int from, int rows, boolean vectors) {
        return TextExtremeKernel.next(
                from,
                rows,
                text.valuesAddress(),
                text.lengthsAddress(),
                text.validityAddress(),
                records.address(),
                inversion,
                vectors ? scratch.ensure(TextExtremeKernel.SCRATCH) : 0);
    }

    private void updateGroups(GroupBatch batch, StringColumn text) {
        int row = nextByGroup(batch, 0, text);
        while (row < batch.rows) {
            offer(UnsafeApi.getInt(batch.groups + 4L * row), text, row);
            row = nextByGroup(batch, row + 1, text);
        }
    }

    private int nextByGroup(GroupBatch batch, int from, StringColumn text) {
        return TextExtremeKernel.nextByGroup(
                from,
                batch.rows,
                batch.groups,
                text.valuesAddress(),
                text.lengthsAddress(),
                text.validityAddress(),
                records.address(),
                inversion);
    }

    private void offer(int group, StringColumn text, int row) {
        offer(
                group,
                UnsafeApi.getLong(text.valuesAddress() + 8L * row),
                UnsafeApi.getInt(text.lengthsAddress() + 4L * row));
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
