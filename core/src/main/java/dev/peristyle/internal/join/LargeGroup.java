package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.UnsafeApi;

/**
 * The rows of one key of a merge join of which the right has more than fit: on disk, joined in blocks as a partition is, and sorted by
 * the places of the left rows. Not thread-safe.
 */
final class LargeGroup implements AutoCloseable {

    private final MemoryPool pool;
    private final Joining joining;
    private final RowStore rest;
    private final Runnable checkCancellation;
    private final Consumer<Map<String, Long>> counter;
    private final RowStore rightRows;
    private final RowStore leftRows;
    private final LeftRows numbering;
    private final MemoryPool sortPool;
    private final OrdinalRows output;
    private final OrdinalRows alone;
    private final Sorter sorter;
    private boolean isJoined;

    /**
     * No rows.
     *
     * @param rest where right rows without a match go
     * @param counter takes what conditions have counted
     */
    LargeGroup(
            MemoryPool pool,
            Joining joining,
            SpillSpace spill,
            RowStore rest,
            Runnable checkCancellation,
            Consumer<Map<String, Long>> counter) {
        this.pool = pool;
        this.joining = joining;
        this.rest = rest;
        this.checkCancellation = checkCancellation;
        this.counter = counter;
        Schema numberedLeft = Joining.withLong(joining.left(), "place of the left row", joining.right());
        this.rightRows = new RowStore(pool, MergeJoin.OWNER, RightRows.schema(joining), spill);
        this.leftRows = new RowStore(pool, MergeJoin.OWNER, numberedLeft, spill);
        this.numbering = new LeftRows(pool, MergeJoin.OWNER, numberedLeft);
        this.sortPool = pool.child(MergeJoin.OWNER + ", order", Math.max(1, pool.limit() / 3));
        this.output = new OrdinalRows(joining.schema());
        this.alone = new OrdinalRows(joining.schema());
        BoundSortKey order = new BoundSortKey(joining.schema().size(), false, false);
        this.sorter = new Sorter(sortPool, MergeJoin.OWNER, output.schema(), List.of(order), Long.MAX_VALUE, spill);
    }

    /** Takes rows of the right from memory, which is given back. */
    void takeOver(HeldRows held) {
        try (RowReader reader = held.store().read(true)) {
            Chunk chunk = reader.next();
            while (chunk != null) {
                rightRows.append(chunk);
                chunk = reader.next();
            }
        }
        held.close();
    }

    void appendRight(Chunk chunk, int count, long entries) {
        if (count > 0) {
            rightRows.append(chunk, count, entries);
        }
    }

    void appendLeft(Chunk chunk, int count, long entries) {
        if (count > 0) {
            leftRows.append(numbering.number(chunk), count, entries);
        }
    }

    /** Says that all rows have come, and joins. */
    void join() {
        isJoined = true;
        numbering.close();
        rightRows.spillAll();
        leftRows.spillAll();
        try (PartitionJoin join =
                new PartitionJoin(pool, joining, leftRows, rightRows, this::take, checkCancellation, counter)) {
            join.run();
        }
        leftRows.close();
        rightRows.close();
        sorter.finish();
    }

    private void take(Chunk rows, long places) {
        if (rows.rowCount() == 0) {
            return;
        }
        if (UnsafeApi.getLong(places) >= PartitionJoin.AFTER_LEFT) {
            rest.append(alone.hide(alone.show(rows, places)));
        } else {
            sorter.append(output.show(rows, places));
        }
    }

    boolean isJoined() {
        return isJoined;
    }

    /** The next joined rows; null at the end. */
    Chunk next() {
        return output.hide(sorter.next());
    }

    @Override
    public void close() {
        numbering.close();
        output.invalidate();
        alone.invalidate();
        sorter.close();
        sortPool.close();
        leftRows.close();
        rightRows.close();
    }
}
