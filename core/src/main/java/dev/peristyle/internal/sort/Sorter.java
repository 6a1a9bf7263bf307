package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Objects;

/**
 * Sorts rows off the heap. Stable: rows with equal keys stay in the order in which they were appended. Not thread-safe.
 *
 * <p>With a limit it keeps only rows that can still be among the first: whenever it holds more than twice the limit it
 * sorts, keeps the first ones, and from then on drops what comes after the last of them. So its memory depends on the
 * limit, not on the input.
 */
public final class Sorter implements AutoCloseable {

    private static final String OWNER = "sortBy";

    /** Not to sort again and again for a few rows. */
    private static final long FEWEST_CANDIDATES = 4096;

    private final MemoryPool pool;
    private final Schema schema;
    private final List<BoundSortKey> keys;
    private final long limit;
    private final RowThreshold threshold;
    private TableBuilder candidates;
    private SortedRows sorted;
    private boolean closed;

    /**
     * A sorter without rows.
     *
     * @param pool where memory comes from
     * @param schema the columns of every chunk
     * @param keys what to sort by, the most important first
     * @param limit how many of the first rows are wanted; {@link Long#MAX_VALUE} for all
     */
    public Sorter(MemoryPool pool, Schema schema, List<BoundSortKey> keys, long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit must not be negative: " + limit);
        }
        keys.forEach(key -> Objects.checkIndex(key.column(), schema.size()));
        this.pool = pool;
        this.schema = schema;
        this.keys = List.copyOf(keys);
        this.limit = limit;
        this.threshold = new RowThreshold(pool, OWNER, schema, this.keys);
        this.candidates = new TableBuilder(pool, OWNER, schema);
    }

    /**
     * Adds rows; copies what has to be kept.
     *
     * @param chunk rows of the schema
     * @throws MemoryLimitException when they do not fit; names the operator, the limit and the setting
     */
    public void append(Chunk chunk) {
        checkOpen();
        if (candidates == null) {
            throw new IllegalStateException("the rows are sorted; nothing can be added any more");
        }
        if (limit == 0) {
            return;
        }
        if (threshold.isSet()) {
            threshold.appendBefore(chunk, candidates);
        } else {
            candidates.append(chunk);
        }
        if (limit < Long.MAX_VALUE / 4 && candidates.rowCount() >= Math.max(FEWEST_CANDIDATES, 2 * limit)) {
            prune();
        }
    }

    private void prune() {
        try (SortedRows first = sort()) {
            candidates = new TableBuilder(pool, OWNER, schema);
            for (Chunk chunk = first.next(); chunk != null; chunk = first.next()) {
                candidates.append(chunk);
            }
            threshold.set(first.row(limit - 1));
        }
    }

    private SortedRows sort() {
        long rows = candidates.rowCount();
        Table table = candidates.build();
        candidates = null;
        try {
            return new SortedRows(pool, OWNER, table, keys, limit);
        } catch (MemoryLimitException failure) {
            throw new MemoryLimitException(
                    OWNER + " holds its rows in memory, " + rows + " of them, and has no room to sort them; spilling to"
                            + " disk does not exist yet. Raise Execution.memoryLimit, or sort fewer rows or columns.\n"
                            + failure.getMessage(),
                    failure);
        }
    }

    /** Sorts. Nothing can be added any more. */
    public void finish() {
        checkOpen();
        if (sorted == null) {
            if (candidates == null) {
                throw new IllegalStateException("sorting has failed before");
            }
            sorted = sort();
        }
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
        if (candidates != null) {
            candidates.close();
        }
        if (sorted != null) {
            sorted.close();
        }
    }
}
