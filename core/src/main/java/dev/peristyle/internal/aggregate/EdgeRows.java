package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * The ordinal of the first or last row of each group, and the search for rows of a chunk that come before or after it.
 * A chunk is searched from the end that the wanted rows stand at, so that each group's edge moves at most once.
 */
final class EdgeRows implements AutoCloseable {

    private final boolean first;
    private final OffHeapArray ordinals;

    EdgeRows(MemoryPool pool, String owner, boolean first) {
        this.first = first;
        this.ordinals = new OffHeapArray(pool, owner);
    }

    void grow(int known, int groups) {
        ordinals.ensureKept(8L * groups);
        for (int group = known; group < groups; group++) {
            UnsafeApi.putLong(ordinals.address() + 8L * group, first ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    /** Says whether no row of a chunk can be an edge. */
    boolean canSkip(GroupBatch batch) {
        return first && batch.inOrder && batch.knownGroups == batch.groupCount;
    }

    /** The row to search from. */
    int start(GroupBatch batch) {
        return first ? -1 : batch.rows;
    }

    /** Finds the next row that is an edge of its group and moves the edge there; -1 when there is none. */
    int next(GroupBatch batch, int after) {
        int step = first ? 1 : -1;
        int end = first ? batch.rows : -1;
        long known = ordinals.address();
        for (int row = after + step; row != end; row += step) {
            long edge = known + 8L * UnsafeApi.getInt(batch.groups + 4L * row);
            long ordinal = batch.ordinal + row;
            long old = UnsafeApi.getLong(edge);
            if (first ? ordinal < old : ordinal > old) {
                UnsafeApi.putLong(edge, ordinal);
                return row;
            }
        }
        return -1;
    }

    /** Moves the edge of a group to that of another's group if that one is further out. */
    boolean take(int group, EdgeRows other, int otherGroup) {
        long edge = ordinals.address() + 8L * group;
        long ordinal = UnsafeApi.getLong(other.ordinals.address() + 8L * otherGroup);
        long old = UnsafeApi.getLong(edge);
        if (first ? ordinal < old : ordinal > old) {
            UnsafeApi.putLong(edge, ordinal);
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        ordinals.close();
    }
}
