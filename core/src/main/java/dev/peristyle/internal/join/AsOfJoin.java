package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * An as-of join: both sides are sorted by their keys, merged, and what comes out is sorted back into the order of the left. So it
 * needs no more memory than a sort does, and three of them share it. Not thread-safe.
 */
public final class AsOfJoin implements AutoCloseable {

    static final String OWNER = "join as of";

    private final MemoryPool pool;
    private final AsOfJoining joining;
    private final Runnable checkCancellation;
    private final MemoryPool rightPool;
    private final MemoryPool leftPool;
    private final MemoryPool resultPool;
    private final Schema numberedLeft;
    private final LeftRows numbering;
    private final Sorter right;
    private final Sorter left;
    private final OrdinalRows output;
    private final Sorter results;

    /**
     * Of no rows yet.
     *
     * @param checkCancellation throws if the run was cancelled
     */
    public AsOfJoin(MemoryPool pool, AsOfJoining joining, SpillSpace spill, Runnable checkCancellation) {
        this.pool = pool;
        this.joining = joining;
        this.checkCancellation = checkCancellation;
        this.rightPool = child("right");
        this.leftPool = child("left");
        this.resultPool = child("order");
        this.numberedLeft = Joining.withLong(joining.left(), "place of the left row");
        this.numbering = new LeftRows(pool, OWNER, numberedLeft);
        this.right = new Sorter(
                rightPool, OWNER, joining.right(), AsOfJoining.order(joining.rightKeys()), Long.MAX_VALUE, spill);
        this.left =
                new Sorter(leftPool, OWNER, numberedLeft, AsOfJoining.order(joining.leftKeys()), Long.MAX_VALUE, spill);
        this.output = new OrdinalRows(joining.schema());
        BoundSortKey place = new BoundSortKey(joining.schema().size(), false, false);
        this.results = new Sorter(resultPool, OWNER, output.schema(), List.of(place), Long.MAX_VALUE, spill);
    }

    /** The rest is for the chunks of who reads and takes rows. */
    private MemoryPool child(String name) {
        return pool.child(OWNER + ", " + name, Math.max(1, pool.limit() / 4));
    }

    /** Takes rows of the right in, with a value in their last key. */
    public void appendRight(Chunk chunk) {
        right.append(chunk);
    }

    /** Takes rows of the left in. */
    public void appendLeft(Chunk chunk) {
        if (chunk.rowCount() > 0) {
            left.append(numbering.number(chunk));
        }
    }

    /** Says that all rows have come, and joins. */
    public void finish() {
        numbering.close();
        right.finish();
        left.finish();
        try (AsOfMerge merge = new AsOfMerge(pool, joining, numberedLeft, left, right, this::sort, checkCancellation)) {
            merge.run();
        }
        left.close();
        right.close();
        results.finish();
    }

    private void sort(Chunk rows, long places) {
        results.append(output.show(rows, places));
    }

    /**
     * Returns the next rows.
     *
     * @return rows in the order of the left; null at the end
     */
    public Chunk next() {
        return output.hide(results.next());
    }

    @Override
    public void close() {
        numbering.close();
        output.invalidate();
        left.close();
        right.close();
        results.close();
        leftPool.close();
        rightPool.close();
        resultPool.close();
    }
}
