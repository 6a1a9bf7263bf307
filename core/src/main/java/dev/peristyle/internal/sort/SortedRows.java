package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;

/** The rows of a store in memory in the order of sort keys. Not thread-safe. */
final class SortedRows implements SortResult {

    private final SortedEntries entries;
    private final RowGather gather;
    private final int chunkRows;
    private final long count;
    private long next;

    /**
     * Shows a store's rows.
     *
     * @param store what the rows belong to; stays the caller's, as their order does
     * @param limit how many of the first rows are wanted
     */
    SortedRows(MemoryPool pool, String owner, RowStore store, SortedEntries entries, long limit) {
        this.entries = entries;
        this.gather = new RowGather(pool, owner, store.layout());
        this.chunkRows = RowReader.chunkRows(store.layout(), pool);
        this.count = Math.min(limit, entries.count());
    }

    @Override
    public Chunk next() {
        if (next == count) {
            return null;
        }
        int rows = (int) Math.min(chunkRows, count - next);
        Chunk chunk = gather.gather(entries.address(next), 16, rows);
        next += rows;
        return chunk;
    }

    @Override
    public void close() {
        gather.close();
    }
}
