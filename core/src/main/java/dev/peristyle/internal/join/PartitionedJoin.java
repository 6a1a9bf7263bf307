package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A join of which the right side does not fit in memory: both sides are on disk in partitions by the hash of their keys, which are
 * joined one after the other, and the result is sorted by the numbers of the left rows. Right rows without a match have higher numbers.
 * Not thread-safe.
 *
 * <p>After D. DeWitt et al., Implementation Techniques for Main Memory Database Systems, SIGMOD 1984 (GRACE).
 */
public final class PartitionedJoin implements AutoCloseable {

    static final String OWNER = "join in partitions";

    private final MemoryPool pool;
    private final Joining joining;
    private final BuildSide right;
    private final KeyColumns keys;
    private final LeftRows numbering;
    private final GrowingBuffer chosen;
    private final JoinPartitions left;
    private final MemoryPool sortPool;
    private final OrdinalRows output;
    private final Sorter sorter;
    private final SpillSpace spill;
    private final Runnable checkCancellation;
    private final Consumer<Map<String, Long>> counter;

    /**
     * A join of no rows of the left yet.
     *
     * @param right stays the caller's
     * @param checkCancellation throws if the run was cancelled
     * @param counter takes what conditions have counted
     */
    public PartitionedJoin(
            MemoryPool pool,
            Joining joining,
            BuildSide right,
            SpillSpace spill,
            Runnable checkCancellation,
            Consumer<Map<String, Long>> counter) {
        this.pool = pool;
        this.joining = joining;
        this.right = right;
        this.spill = spill;
        this.checkCancellation = checkCancellation;
        this.counter = counter;
        Schema numberedLeft = Joining.withLong(joining.left(), "place of the left row", joining.right());
        this.keys = new KeyColumns(pool, OWNER, joining.left(), joining.leftKeys(), joining.nullsMatch());
        this.numbering = new LeftRows(pool, OWNER, numberedLeft);
        this.chosen = new GrowingBuffer(pool, OWNER);
        this.left =
                new JoinPartitions(pool, OWNER, numberedLeft, right.partitions().bits(), 0, spill);
        this.sortPool = pool.child(OWNER + ", order", Math.max(1, pool.limit() / 3));
        this.output = new OrdinalRows(joining.schema());
        BoundSortKey order = new BoundSortKey(joining.schema().size(), false, false);
        this.sorter = new Sorter(sortPool, OWNER, output.schema(), List.of(order), Long.MAX_VALUE, spill);
    }

    /** Takes rows of the left in. */
    public void append(Chunk chunk) {
        int all = chunk.rowCount();
        if (all == 0) {
            return;
        }
        keys.load(chunk);
        Chunk numbered = numbering.number(chunk);
        if (keys.valid() == 0 || !joining.type().dropsLeft()) {
            left.append(numbered, keys.hashes());
        } else {
            long entries = chosen.ensure(4L * (all + 64L));
            int count = SelectionKernel.fromBitmap(keys.valid(), all, entries);
            left.append(numbered, count, entries, keys.hashes());
        }
    }

    /** Says that all rows of the left have come, and joins. */
    public void finish() {
        numbering.close();
        keys.close();
        chosen.close();
        left.finish();
        for (int number = 0; number < left.count(); number++) {
            join(left.store(number), right.partitions().store(number), 0);
        }
        sorter.finish();
    }

    private void join(RowStore leftRows, RowStore rightRows, int divided) {
        if (PartitionDivision.isWorthIt(pool, leftRows, rightRows, divided)) {
            try (PartitionDivision parts =
                    new PartitionDivision(pool, joining, leftRows, rightRows, divided + 1, spill, checkCancellation)) {
                for (int number = 0; number < parts.count(); number++) {
                    int depth = parts.isIndivisible(number) ? Integer.MAX_VALUE : divided + 1;
                    join(parts.left(number), parts.right(number), depth);
                }
            }
        } else {
            try (PartitionJoin join =
                    new PartitionJoin(pool, joining, leftRows, rightRows, this::sort, checkCancellation, counter)) {
                join.run();
            }
        }
        leftRows.close();
    }

    private void sort(Chunk rows, long places) {
        checkCancellation.run();
        if (rows.rowCount() > 0) {
            sorter.append(output.show(rows, places));
        }
    }

    /**
     * Returns the next rows.
     *
     * @return rows in the order of the result; null at the end
     */
    public Chunk next() {
        return output.hide(sorter.next());
    }

    @Override
    public void close() {
        keys.close();
        numbering.close();
        chosen.close();
        output.invalidate();
        sorter.close();
        sortPool.close();
        left.close();
    }
}
