package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The last row that would be among the first ones: tells which rows of a chunk come before it. A row that is equal
 * comes later in the input, so it is not wanted. Not thread-safe.
 */
final class RowThreshold implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private final RowLayout layout;
    private final KeyColumn[] rowColumns;
    private final ChunkWords chunkWords;
    private RowStore row;
    private long word;
    private final GrowingBuffer entries;
    private final GrowingBuffer selection;

    RowThreshold(MemoryPool pool, String owner, RowLayout layout, List<BoundSortKey> keys) {
        this.pool = pool;
        this.owner = owner;
        this.layout = layout;
        this.entries = new GrowingBuffer(pool, owner);
        this.selection = new GrowingBuffer(pool, owner);
        this.rowColumns = KeyColumn.comparable(layout, keys);
        this.chunkWords = new ChunkWords(pool, owner, layout.schema(), keys);
    }

    /**
     * Copies a row.
     *
     * @param address where its address is
     */
    void set(long address) {
        RowStore copy = new RowStore(pool, owner, layout, null);
        try {
            copy.appendRows(address, 8, 1);
            entries.ensureExactly(16);
            UnsafeApi.putLong(entries.address() + 8, copy.pageAddress(0));
            new KeyWords(rowColumns).write(entries.address(), 1, 0, KeyWords.NOT_BEGUN);
        } catch (RuntimeException | Error failure) {
            copy.close();
            throw failure;
        }
        clear();
        row = copy;
        word = UnsafeApi.getLong(entries.address());
    }

    boolean isSet() {
        return row != null;
    }

    /** Finds those rows of a chunk that come before the threshold; returns how many they are. */
    int select(Chunk chunk) {
        int rows = chunk.rowCount();
        if (rows == 0) {
            return 0;
        }
        selection.ensureExactly(4L * rows);
        chunkWords.write(chunk);
        int selected = 0;
        for (int candidate = 0; candidate < rows; candidate++) {
            if (isBefore(candidate)) {
                UnsafeApi.putInt(selection.address() + 4L * selected, candidate);
                selected++;
            }
        }
        return selected;
    }

    /** Where the numbers of the rows are that {@link #select} has found. */
    long selection() {
        return selection.address();
    }

    private boolean isBefore(int chunkRow) {
        int order = Long.compareUnsigned(UnsafeApi.getLong(chunkWords.entries() + 16L * chunkRow), word);
        if (order != 0 || chunkWords.complete()) {
            return order < 0;
        }
        return RowOrder.compare(chunkWords.columns(), chunkRow, rowColumns, row.pageAddress(0), 0) < 0;
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
        chunkWords.close();
        entries.close();
        selection.close();
    }
}
