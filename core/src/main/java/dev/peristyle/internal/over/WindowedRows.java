package dev.peristyle.internal.over;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * Rows with the results of window functions beside them. Rows are sorted by partition and order, and then computed in one pass,
 * batch by batch. Functions look at rows before and after a batch in the {@link OrderedInput}, which holds no more than that;
 * whole partitions need not fit in memory. Where the order of the input is wanted, the results are sorted by the numbers of
 * their rows. Not thread-safe.
 *
 * <p>After V. Leis et al., Efficient Processing of Window Functions in Analytical SQL Queries, VLDB 2015, which sorts by
 * partitions and order as well; its segment tree is not needed where frames only move on.
 */
public final class WindowedRows implements AutoCloseable {

    static final String OWNER = "window";

    /** Parts of the memory for the sort, for rows that functions look at, for the way back to the order of the input. */
    private static final int SORT = 6;

    private static final int ROWS = 4;
    private static final int ORDER = 4;

    /** All parts; what is left is for the functions, and for the pages that they read back from disk. */
    private static final int PARTS = 16;

    private final Runnable checkCancellation;
    private final MemoryPool sorting;
    private final MemoryPool holding;
    private final MemoryPool restoring;
    private final OrderedInput input;
    private final BatchComputation computation;

    /** Null where rows come out in the order of the window. */
    private final NumberedRows numbers;

    private final Sorter restored;

    /**
     * A window of no rows yet.
     *
     * @param spill where rows go when memory is short
     * @param checkCancellation throws if the run was cancelled
     */
    public WindowedRows(MemoryPool pool, Windowing window, SpillSpace spill, Runnable checkCancellation) {
        this.checkCancellation = checkCancellation;
        this.sorting = part(pool, "sort", SORT);
        this.holding = part(pool, "rows", ROWS);
        this.restoring = part(pool, "order of the input", ORDER);
        boolean restores = window.restoresOrder();
        Schema rows = restores ? Windowing.withNumber(window.input()) : window.input();
        Schema results = restores ? Windowing.withNumber(window.schema()) : window.schema();
        this.numbers = restores ? new NumberedRows(pool, rows, window.schema()) : null;
        this.input = new OrderedInput(sorting, holding, pool, spill, window, rows);
        this.computation = new BatchComputation(pool, window, input, results);
        BoundSortKey number = new BoundSortKey(results.size() - 1, false, false);
        this.restored = restores ? new Sorter(restoring, OWNER, results, List.of(number), Long.MAX_VALUE, spill) : null;
    }

    private static MemoryPool part(MemoryPool pool, String use, int parts) {
        long limit = pool.limit();
        return pool.child(
                OWNER + ", " + use, limit == MemoryPool.UNLIMITED ? limit : Math.max(1, limit / PARTS * parts));
    }

    /** Adds rows, in the order of the input. */
    public void append(Chunk chunk) {
        input.append(numbers == null ? chunk : numbers.number(chunk));
    }

    /** Says that all rows have come. */
    public void finish() {
        if (restored == null) {
            input.finish();
            return;
        }
        numbers.endInput();
        input.finish();
        for (Chunk chunk = compute(); chunk != null; chunk = compute()) {
            restored.append(chunk);
            checkCancellation.run();
        }
        computation.close();
        input.close();
        restored.finish();
    }

    /**
     * Returns the next rows.
     *
     * @return a chunk, valid until the next call or close; null at the end
     */
    public Chunk next() {
        if (restored == null) {
            return compute();
        }
        Chunk chunk = restored.next();
        return chunk == null ? null : numbers.hide(chunk);
    }

    private Chunk compute() {
        try {
            return computation.next();
        } catch (MemoryLimitException none) {
            throw new MemoryLimitException(
                    OWNER
                            + " has no room for what its functions hold beside the rows: median and countDistinct hold the"
                            + " values of a frame, other aggregates a state for each of some thousand rows of a frame that moves. Raise"
                            + " Execution.memoryLimit, or use smaller frames.\n"
                            + none.getMessage(),
                    none);
        }
    }

    @Override
    public void close() {
        computation.close();
        input.close();
        if (restored != null) {
            restored.close();
            numbers.close();
        }
        sorting.close();
        holding.close();
        restoring.close();
    }
}
