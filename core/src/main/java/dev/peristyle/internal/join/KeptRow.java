package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/** A chunk of one row, of nulls at first and then of copies of rows. Not thread-safe. */
final class KeptRow implements AutoCloseable {

    private final RowStore store;
    private final RowGather gather;
    private final OffHeapBuffer absent;
    private final GrowingBuffer entry;
    private Chunk chunk;

    KeptRow(MemoryPool pool, String owner, Schema schema) {
        RowLayout layout = RowLayout.of(schema);
        this.store = new RowStore(pool, owner, layout, SpillSpace.NONE);
        this.gather = new RowGather(pool, owner, layout);
        this.entry = new GrowingBuffer(pool, owner);
        this.absent = pool.allocate(layout.rowBytes(), owner);
        try {
            layout.writeNulls(absent.address());
            show(absent.address());
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** Keeps a copy of a row in the place of the one before. */
    void keep(Chunk rows, int row) {
        store.clear();
        UnsafeApi.putInt(entry.ensure(8), row);
        store.append(rows, 1, entry.address());
        show(store.pageAddress(store.pageCount() - 1));
    }

    private void show(long row) {
        UnsafeApi.putLong(entry.ensure(8), row);
        chunk = gather.gather(entry.address(), 8, 1);
    }

    /** The row; always the same chunk. */
    Chunk chunk() {
        return chunk;
    }

    @Override
    public void close() {
        gather.close();
        store.close();
        entry.close();
        absent.close();
    }
}
