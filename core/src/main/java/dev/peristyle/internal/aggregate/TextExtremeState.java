package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.TextExtremeKernel;
import dev.peristyle.internal.aggregate.kernel.TextPrefixKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.VectorSupport;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.internal.vector.VectorTrial;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The smallest or largest text of each group in the order of its bytes, which is that of its code points. */
final class TextExtremeState implements ColumnState {

    static final StateKey<TextCells> SMALLEST = new StateKey<>(
            "smallest bytes", TextCells.class, (pool, owner, type) -> new TextExtremeState(pool, owner, true));
    static final StateKey<TextCells> LARGEST = new StateKey<>(
            "largest bytes", TextCells.class, (pool, owner, type) -> new TextExtremeState(pool, owner, false));

    /** One for the search in one group; vectors have 64 texts. */
    static final VectorSwitch VECTORS = new VectorSwitch(64, 512);

    private final boolean smallest;
    private final long inversion;
    private final ByteViews views;
    private final TextCells cells;
    // the beginnings of the texts in the cells, in the form in which most rows are told apart from them
    private final GrowingBuffer records;
    private final GrowingBuffer scratch;
    private final VectorTrial trial = new VectorTrial(VECTORS, () -> VectorSupport.USABLE);

    TextExtremeState(MemoryPool pool, String owner, boolean smallest) {
        this.smallest = smallest;
        this.inversion = smallest ? -1 : 0;
        this.views = new ByteViews(pool, owner);
        this.cells = new TextCells(pool, owner);
        this.records = new GrowingBuffer(pool, owner);
        this.scratch = new GrowingBuffer(pool, owner);
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
        ByteViews text = views;
        text.bind(argument, batch.rows);
        if (batch.groupCount > 1) {
            updateGroups(batch, text);
        } else if (VECTORS.isOn() || text.validity != 0) {
            updateOne(text, 0, batch.rows, VECTORS.isOn());
        } else {
            tryVectors(text, batch.rows);
        }
    }

    /** First with vectors for a few rows, then in the plain form; see {@link VectorTrial}. */
    private void tryVectors(ByteViews text, int rows) {
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

    private void updateOne(ByteViews text, int from, int rows, boolean vectors) {
        int row = next(text, from, rows, vectors);
        while (row < rows) {
            offer(0, text, row);
            row = next(text, row + 1, rows, vectors);
        }
    }

    private int next(ByteViews text, int from, int rows, boolean vectors) {
        return TextExtremeKernel.next(
                from,
                rows,
                text.addresses,
                text.lengths,
                text.validity,
                records.address(),
                inversion,
                vectors ? scratch.ensure(TextExtremeKernel.SCRATCH) : 0);
    }

    private void updateGroups(GroupBatch batch, ByteViews text) {
        int row = nextByGroup(batch, 0, text);
        while (row < batch.rows) {
            offer(UnsafeApi.getInt(batch.groups + 4L * row), text, row);
            row = nextByGroup(batch, row + 1, text);
        }
    }

    private int nextByGroup(GroupBatch batch, int from, ByteViews text) {
        return TextExtremeKernel.nextByGroup(
                from,
                batch.rows,
                batch.groups,
                text.addresses,
                text.lengths,
                text.validity,
                records.address(),
                inversion);
    }

    private void offer(int group, ByteViews text, int row) {
        offer(group, UnsafeApi.getLong(text.addresses + 8L * row), UnsafeApi.getInt(text.lengths + 4L * row));
    }

    private void offer(int group, long address, int length) {
        if (cells.isPresent(group)) {
            int order = TextPrefixKernel.compare(address, length, cells.address(group), cells.length(group));
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
    public void merge(GroupState other, GroupMapping mapping) {
        TextCells theirs = ((TextExtremeState) other).cells;
        for (int place = 0; place < mapping.count(); place++) {
            int group = mapping.from(place);
            if (theirs.isPresent(group)) {
                offer(mapping.to(place), theirs.address(group), theirs.length(group));
            }
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
        records.close();
        scratch.close();
    }
}
