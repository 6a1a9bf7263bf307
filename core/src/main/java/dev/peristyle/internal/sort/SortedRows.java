package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Table;
import dev.peristyle.internal.sort.kernel.EntryKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.List;

/** A table's rows in the order of sort keys. Holds the table and closes it. Not thread-safe. */
final class SortedRows implements AutoCloseable {

    /** Rows of a chunk: a gathered column of eight bytes takes 32 KB, so that some of them stay in the cache. */
    static final int CHUNK_ROWS = 4096;

    private final Table table;
    private final long count;
    private OffHeapBuffer entries;
    private TableGather gather;
    private long next;

    /**
     * Sorts.
     *
     * @param pool where memory comes from
     * @param owner who holds it, shown in reports
     * @param table the rows; closed with this object, and when sorting fails
     * @param keys what to sort by
     * @param limit how many of the first rows are wanted
     */
    SortedRows(MemoryPool pool, String owner, Table table, List<BoundSortKey> keys, long limit) {
        this.table = table;
        this.count = Math.min(limit, table.rowCount());
        try {
            long rows = table.rowCount();
            long bytes = Math.multiplyExact(rows, 16L);
            entries = pool.allocate(bytes, owner);
            EntryKernel.number(entries.address(), rows);
            SortColumn[] columns = SortColumn.exact(table, keys);
            try (OffHeapBuffer scratch = pool.allocate(bytes, owner)) {
                new EntrySorter(columns).sort(entries.address(), scratch.address(), rows);
            }
            gather = new TableGather(pool, owner, table);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Returns the number of rows to come in all. */
    long count() {
        return count;
    }

    /** Returns the next rows, or null at the end. */
    Chunk next() {
        if (next == count) {
            return null;
        }
        int rows = (int) Math.min(CHUNK_ROWS, count - next);
        Chunk chunk = gather.gather(entries.address() + (next << 4), rows);
        next += rows;
        return chunk;
    }

    /** Returns one row as a chunk. */
    Chunk row(long position) {
        return gather.gather(entries.address() + (position << 4), 1);
    }

    @Override
    public void close() {
        if (gather != null) {
            gather.close();
        }
        if (entries != null) {
            entries.close();
        }
        table.close();
    }
}
