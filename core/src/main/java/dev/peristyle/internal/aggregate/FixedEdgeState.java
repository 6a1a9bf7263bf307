package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** The value of fixed width, or the null, in the first or last row of each group. */
final class FixedEdgeState implements GroupState {

    private static final int CELL = 16;
    private static final int PRESENT = 8;

    private final EdgeRows edges;
    private final OffHeapArray cells;
    private final ValueNormalizer normalizer;

    FixedEdgeState(MemoryPool pool, String owner, boolean first) {
        this.edges = new EdgeRows(pool, owner, first);
        this.cells = new OffHeapArray(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        edges.grow(known, groups);
        cells.ensureKept((long) CELL * groups);
        UnsafeApi.setMemory(cell(known), (long) CELL * (groups - known), (byte) 0);
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        if (edges.canSkip(batch)) {
            return;
        }
        long values = normalizer.raw(argument, batch.rows);
        long validity = argument.validityAddress();
        int row = edges.next(batch, edges.start(batch));
        while (row >= 0) {
            long cell = cell(UnsafeApi.getInt(batch.groups + 4L * row));
            boolean present = validity == 0 || ((UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7)) & 1) != 0;
            UnsafeApi.putLong(cell, UnsafeApi.getLong(values + 8L * row));
            UnsafeApi.putLong(cell + PRESENT, present ? 1 : 0);
            row = edges.next(batch, row);
        }
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        FixedEdgeState that = (FixedEdgeState) other;
        for (int group = 0; group < groups; group++) {
            int mine = UnsafeApi.getInt(map + 4L * group);
            if (edges.take(mine, that.edges, group)) {
                UnsafeApi.copyMemory(that.cell(group), cell(mine), CELL);
            }
        }
    }

    boolean isPresent(int group) {
        return UnsafeApi.getLong(cell(group) + PRESENT) != 0;
    }

    /** The value as {@link ValueNormalizer#raw} gives it. */
    long value(int group) {
        return UnsafeApi.getLong(cell(group));
    }

    private long cell(int group) {
        return cells.address() + (long) CELL * group;
    }

    @Override
    public void close() {
        edges.close();
        cells.close();
        normalizer.close();
    }
}
