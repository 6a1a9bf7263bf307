package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Objects;

/**
 * Sorts rows off the heap. Stable: rows with equal keys stay in the order in which they were appended. Not thread-safe.
 *
 * <p>Rows are collected in memory. When it gets short they are sorted and written out as a run, and collecting begins anew;
 * at the end the runs are merged while the rows are delivered. What fits is never written.
 *
 * <p>With a limit it keeps only rows that can still be among the first: whenever it holds more than twice the limit it
 * sorts, keeps the first ones, and from then on drops what comes after the last of them. So its memory depends on the
 * limit, not on the input.
 */
public final class Sorter implements AutoCloseable {

    /** Not to sort again and again for a few rows. */
    private static final long MIN_CANDIDATES = 4096;

    /** Two entries a row, of which one is only wanted while sorting. */
    private static final int BYTES_TO_SORT_A_ROW = 32;

    private static final int ROWS_WITHOUT_RESERVE = 64;

    /** With less than this part of the limit in memory no run is worth its page in the merge. */
    private static final int SMALLEST_RUN = 16;

    /** What is left beside the reserve, so that others find room while this one does not know of them. */
    private static final long MAX_SLACK = 16 << 20;

    private final MemoryPool pool;
    private final String owner;
    private final RowLayout layout;
    private final List<BoundSortKey> keys;
    private final long limit;
    private final SpillSpace spill;
    private final long reserve;
    private final RowThreshold threshold;
    private final SortedRuns runs;
    private RowStore candidates;
    private SortedEntries order;
    private SortResult sorted;
    private boolean failed;
    private boolean closed;

    /**
     * A sorter without rows.
     *
     * @param pool where memory comes from
     * @param owner the step of the user that sorts, shown in reports and errors
     * @param schema the columns of every chunk
     * @param keys what to sort by, the most important first
     * @param limit how many of the first rows are wanted; {@link Long#MAX_VALUE} for all
     * @param spill where rows go when memory is short
     */
    public Sorter(MemoryPool pool, String owner, Schema schema, List<BoundSortKey> keys, long limit, SpillSpace spill) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit must not be negative: " + limit);
        }
        keys.forEach(key -> Objects.checkIndex(key.column(), schema.size()));
        this.pool = pool;
        this.owner = owner;
        this.layout = RowLayout.of(schema);
        this.keys = List.copyOf(keys);
        this.limit = limit;
        this.spill = spill;
        this.reserve = RowStore.reserve(pool) + Math.min(RowStore.reserve(pool), MAX_SLACK);
        this.threshold = new RowThreshold(pool, owner, layout, this.keys);
        this.runs = new SortedRuns(pool, owner, layout, this.keys, spill, limit);
        this.candidates = newStore();
    }

    private RowStore newStore() {
        return new RowStore(pool, owner, layout, SpillSpace.NONE);
    }

    /**
     * Adds rows; copies what has to be kept.
     *
     * @param chunk rows of the schema
     * @throws MemoryLimitException when there is no room even for what has to be in memory; names the operator, the limit and
     *     the setting
     */
    public void append(Chunk chunk) {
        checkOpen();
        if (sorted != null) {
            throw new IllegalStateException("the rows are sorted; nothing can be added any more");
        }
        if (limit == 0) {
            return;
        }
        try {
            if (threshold.isSet()) {
                int selected = threshold.select(chunk);
                collect(chunk, selected, threshold.selection());
            } else {
                collect(chunk, chunk.rowCount(), candidates.everyRow(chunk.rowCount()));
            }
            if (limit < Long.MAX_VALUE / 4 && candidates.rowCount() >= Math.max(MIN_CANDIDATES, 2 * limit)) {
                prune();
            }
        } catch (MemoryLimitException none) {
            throw noRoom(none);
        }
    }

    private void collect(Chunk chunk, int count, long rowNumbers) {
        int done = 0;
        while (done < count) {
            // a few rows at a time may go without a reserve: how many bytes a chunk has is not known
            int part = isSmall() ? Math.min(count - done, rowsWithoutReserve()) : count - done;
            int taken = candidates.tryAppend(chunk, part, rowNumbers + 4L * done, toLeave());
            done += taken;
            if (taken == part) {
                continue;
            }
            if (spill.isAvailable()) {
                runs.add(candidates, threshold);
                candidates.clear();
            } else {
                candidates.append(chunk, count - done, rowNumbers + 4L * done);
                done = count;
            }
        }
    }

    /** One to begin with, which shows how wide rows are: what they leave depends on it. */
    private int rowsWithoutReserve() {
        return candidates.rowCount() == 0 ? 1 : ROWS_WITHOUT_RESERVE;
    }

    /** Whether too little is in memory for a run of its own. */
    private boolean isSmall() {
        return pool.limit() != MemoryPool.UNLIMITED && candidates.residentBytes() < pool.limit() / SMALLEST_RUN;
    }

    /** What a page of rows has to leave: room to sort them, with those that are there, and a reserve, or a page to write them from. */
    private long toLeave() {
        long rowsOfPage = RowStore.pageBytes(pool) / layout.rowBytes();
        return (isSmall() ? pageOfRun() : reserve) + BYTES_TO_SORT_A_ROW * (candidates.rowCount() + rowsOfPage);
    }

    /** With what a buffer takes beside its bytes. Where rows are wide, a page has one of them, and later ones may be a little wider. */
    private long pageOfRun() {
        long largest = candidates.largestPage();
        return Math.max(RowStore.pageBytes(pool), largest + largest / 8) + 256;
    }

    private void prune() {
        RowStore first = newStore();
        try (SortedEntries entries = sortAll()) {
            first.allowFor(candidates);
            for (long position = 0; position < limit; position += MergeSource.SLICE) {
                first.appendRows(entries.address(position), 16, (int) Math.min(MergeSource.SLICE, limit - position));
            }
            threshold.set(entries.address(limit - 1));
        } catch (MemoryLimitException none) {
            first.close();
            if (!spill.isAvailable()) {
                throw none;
            }
            runs.add(candidates, threshold);
            candidates.clear();
            return;
        } catch (RuntimeException | Error failure) {
            first.close();
            throw failure;
        }
        candidates.close();
        candidates = first;
    }

    private SortedEntries sortAll() {
        KeyColumn[] columns = KeyColumn.exact(layout, List.of(candidates), keys);
        return new SortedEntries(
                pool, owner, candidates, candidates.firstResidentPage(), candidates.pageCount(), columns);
    }

    /** Sorts. Nothing can be added any more. */
    public void finish() {
        checkOpen();
        if (failed) {
            throw new IllegalStateException("sorting has failed before");
        }
        if (sorted == null) {
            failed = true;
            try {
                sorted = sort();
            } catch (MemoryLimitException none) {
                throw noRoom(none);
            }
            failed = false;
        }
    }

    private SortResult sort() {
        boolean keep = candidates.rowCount() > 0 && sortInMemory();
        if (runs.isEmpty() && (keep || candidates.rowCount() == 0)) {
            order = order == null ? sortAll() : order;
            return new SortedRows(pool, owner, candidates, order, limit);
        }
        if (!keep) {
            runs.add(candidates, threshold);
            candidates.clear();
        }
        return runs.merge(keep ? candidates : null, order);
    }

    /** Says whether the rows in memory may stay there: whoever takes them needs room too. */
    private boolean sortInMemory() {
        try {
            order = sortAll();
        } catch (MemoryLimitException none) {
            if (!spill.isAvailable()) {
                throw none;
            }
            return false;
        }
        if (pool.available() - runs.windowBytes() >= reserve || !spill.isAvailable()) {
            return true;
        }
        order.close();
        order = null;
        return false;
    }

    private MemoryLimitException noRoom(MemoryLimitException cause) {
        failed = true;
        if (!spill.isAvailable()) {
            return new MemoryLimitException(
                    owner + " holds its rows in memory, " + candidates.rowCount() + " of them, and has no room to sort"
                            + " them; nothing on the class path can spill them to disk, as peristyle-io does. Raise"
                            + " Execution.memoryLimit, or sort fewer rows or columns.\n" + cause.getMessage(),
                    cause);
        }
        long page = Math.max(RowStore.pageBytes(pool), candidates.largestPage());
        long least = 3 * page
                + BYTES_TO_SORT_A_ROW * (page / layout.rowBytes())
                + (long) RowReader.chunkRows(layout, pool) * (layout.rowBytes() + 24);
        long others = Math.max(0, pool.limit() - pool.available() - candidates.residentBytes());
        // a part of the run's memory grows with it
        double share = Math.min(1, (double) pool.limit() / pool.root().limit());
        return new MemoryLimitException(
                owner + " has no room for what it needs even when it spills, some " + least + " bytes beside the "
                        + others + " that others hold. Raise Execution.memoryLimit to "
                        + (long) ((others + least) * 1.5 / share) + " bytes, or use fewer threads.\n"
                        + cause.getMessage(),
                cause);
    }

    /**
     * Returns the next rows in order.
     *
     * @return a chunk, valid until the next call or close; null at the end
     */
    public Chunk next() {
        checkOpen();
        if (sorted == null) {
            throw new IllegalStateException("call finish() first");
        }
        return sorted.next();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the sorter is closed");
        }
    }

    /** Frees everything. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        threshold.close();
        if (sorted != null) {
            sorted.close();
        }
        if (order != null) {
            order.close();
        }
        candidates.close();
        runs.close();
    }
}
