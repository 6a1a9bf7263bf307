package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * The ordinal of the first or last row of each group, and which rows of a chunk come before or after it: once for all
 * {@link EdgeState}s. A chunk is searched from the end at which the wanted rows are, so that each group's edge moves at most
 * once.
 */
final class EdgeRows implements ColumnState {

    private final boolean first;
    private final GrowingBuffer ordinals;
    private final GrowingBuffer moved;
    private int movedCount;

    EdgeRows(MemoryPool pool, String owner, boolean first) {
        this.first = first;
        this.ordinals = new GrowingBuffer(pool, owner);
        this.moved = new GrowingBuffer(pool, owner);
    }

    boolean isFirst() {
        return first;
    }

    /** How many edges the last chunk or merge has moved. */
    int movedCount() {
        return movedCount;
    }

    /** The row of the chunk, or the place in the mapping, where an edge has moved to; of two of one group the later counts. */
    int moved(int number) {
        return UnsafeApi.getInt(moved.address() + 4L * number);
    }

    @Override
    public void grow(int known, int groups) {
        ordinals.ensureKept(8L * groups);
        for (int group = known; group < groups; group++) {
            UnsafeApi.putLong(ordinals.address() + 8L * group, first ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        movedCount = 0;
        if (first && batch.inOrder && batch.knownGroups == batch.groupCount) {
            return;
        }
        long out = moved.ensure(4L * batch.rows);
        int step = first ? 1 : -1;
        int end = first ? batch.rows : -1;
        long known = ordinals.address();
        int count = 0;
        for (int row = first ? 0 : batch.rows - 1; row != end; row += step) {
            long edge = known + 8L * UnsafeApi.getInt(batch.groups + 4L * row);
            long ordinal = batch.ordinal(row);
            if (isFurther(ordinal, UnsafeApi.getLong(edge))) {
                UnsafeApi.putLong(edge, ordinal);
                UnsafeApi.putInt(out + 4L * count, row);
                count++;
            }
        }
        movedCount = count;
    }

    @Override
    public long growth(GroupBatch batch, Column argument) {
        return moved.growth(4L * batch.rows);
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        EdgeRows that = (EdgeRows) other;
        movedCount = 0;
        long out = moved.ensure(4L * mapping.count());
        for (int place = 0; place < mapping.count(); place++) {
            long edge = ordinals.address() + 8L * mapping.to(place);
            long ordinal = UnsafeApi.getLong(that.ordinals.address() + 8L * mapping.from(place));
            if (isFurther(ordinal, UnsafeApi.getLong(edge))) {
                UnsafeApi.putLong(edge, ordinal);
                UnsafeApi.putInt(out + 4L * movedCount, place);
                movedCount++;
            }
        }
    }

    private boolean isFurther(long ordinal, long edge) {
        return first ? ordinal < edge : ordinal > edge;
    }

    @Override
    public void close() {
        ordinals.close();
        moved.close();
    }
}
