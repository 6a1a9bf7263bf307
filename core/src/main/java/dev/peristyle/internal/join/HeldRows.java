package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;

/**
 * Rows of the right side of a join in memory, each with the hash of its keys, where an index then writes the next row of the same
 * keys. Not thread-safe.
 */
final class HeldRows implements AutoCloseable {

    static final String OWNER = "rows of the right of a join";

    private static final long MAX_CHUNKS = 1 << 20;

    private final MemoryPool pool;
    private final Joining joining;
    private final RowStore store;
    private final int linkOffset;

    /** No rows. */
    HeldRows(MemoryPool pool, Joining joining) {
        this.pool = pool;
        this.joining = joining;
        this.store = new RowStore(pool, OWNER, RightRows.schema(joining), SpillSpace.NONE);
        this.linkOffset = store.layout().offset(store.layout().schema().size() - 1);
    }

    /** What is left for the chunks of who reads and joins: more than a share where the limit is small. */
    private static long headroom(MemoryPool pool) {
        return Math.max(RowStore.reserve(pool), Math.min(MAX_CHUNKS, pool.limit() / 2));
    }

    /**
     * Takes rows in as far as there is memory for them and their index.
     *
     * @param chunk rows as they are held
     * @param count how many of them
     * @param entries address of their numbers
     * @return how many were taken
     */
    int tryAppend(Chunk chunk, int count, long entries) {
        long index = JoinIndex.tableBytes(store.rowCount() + count);
        return store.tryAppend(chunk, count, entries, index + headroom(pool));
    }

    /**
     * Takes rows in.
     *
     * @throws dev.peristyle.error.MemoryLimitException when there is no memory for them
     */
    void append(Chunk chunk, int count, long entries) {
        store.append(chunk, count, entries);
    }

    Joining joining() {
        return joining;
    }

    RowStore store() {
        return store;
    }

    /** Where a row has its hash, and then the address of the next one. */
    int linkOffset() {
        return linkOffset;
    }

    @Override
    public void close() {
        store.close();
    }
}
