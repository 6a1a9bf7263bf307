package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.internal.sort.kernel.EntryKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The last row that would be among the first ones: tells which rows of a chunk come before it. A row that is equal comes
 * later in the input, so it is not wanted. Not thread-safe.
 */
final class RowThreshold implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private final Schema schema;
    private final List<BoundSortKey> keys;
    private final SortColumn[] chunkColumns;
    private final KeyWords chunkWords;
    private Table row;
    private SortColumn[] rowColumns;
    private long word;
    private OffHeapBuffer entries;

    RowThreshold(MemoryPool pool, String owner, Schema schema, List<BoundSortKey> keys) {
        this.pool = pool;
        this.owner = owner;
        this.schema = schema;
        this.keys = keys;
        this.chunkColumns = SortColumn.ofChunks(keys, schema);
        this.chunkWords = new KeyWords(chunkColumns);
    }

    /** Takes the only row of a chunk. */
    void set(Chunk chunk) {
        clear();
        try (TableBuilder builder = new TableBuilder(pool, owner, schema)) {
            builder.append(chunk);
            row = builder.build();
        }
        rowColumns = SortColumn.comparable(row, keys);
        ensureEntries(1);
        EntryKernel.number(entries.address(), 1);
        new KeyWords(rowColumns).write(entries.address(), 1, 0, KeyWords.NOT_BEGUN);
        word = UnsafeApi.getLong(entries.address());
    }

    boolean isSet() {
        return row != null;
    }

    /** Appends those rows of a chunk that come before the threshold. */
    void appendBefore(Chunk chunk, TableBuilder target) {
        int rows = chunk.rowCount();
        if (rows == 0) {
            return;
        }
        ensureEntries(rows);
        EntryKernel.number(entries.address(), rows);
        for (int key = 0; key < chunkColumns.length; key++) {
            chunkColumns[key].bind(chunk.column(keys.get(key).column()));
        }
        chunkWords.write(entries.address(), rows, 0, KeyWords.NOT_BEGUN);
        int from = 0;
        while (from < rows) {
            if (!isBefore(from)) {
                from++;
                continue;
            }
            int to = from + 1;
            while (to < rows && isBefore(to)) {
                to++;
            }
            target.append(chunk, from, to - from);
            from = to;
        }
    }

    private boolean isBefore(int chunkRow) {
        int order = Long.compareUnsigned(UnsafeApi.getLong(entries.address() + 16L * chunkRow), word);
        if (order != 0 || chunkWords.complete()) {
            return order < 0;
        }
        return RowOrder.compare(chunkColumns, chunkRow, rowColumns, 0, 0) < 0;
    }

    private void ensureEntries(long count) {
        if (entries == null || entries.capacity() < count * 16) {
            if (entries != null) {
                entries.close();
            }
            entries = null;
            entries = pool.allocate(count * 16, owner);
        }
    }

    private void clear() {
        if (row != null) {
            row.close();
            row = null;
        }
    }

    @Override
    public void close() {
        clear();
        if (entries != null) {
            entries.close();
        }
    }
}
