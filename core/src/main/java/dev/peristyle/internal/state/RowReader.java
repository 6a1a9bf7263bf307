package dev.peristyle.internal.state;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;

/** Delivers the rows of a {@link RowStore} in their order. Not thread-safe. */
public final class RowReader implements AutoCloseable {

    private static final int MAX_ROWS = 4096;
    private static final int MAX_BYTES = 256 << 10;

    private final RowLayout layout;
    private final RowPages pages;
    private final RowGather gather;
    private final GrowingBuffer rows;
    private final int chunkRows;
    private int position;
    private boolean ended;

    RowReader(MemoryPool pool, String owner, RowLayout layout, RowPages pages) {
        this.layout = layout;
        this.pages = pages;
        this.gather = new RowGather(pool, owner, layout);
        this.rows = new GrowingBuffer(pool, owner);
        this.chunkRows = chunkRows(layout, pool);
    }

    /**
     * Returns how many rows a chunk of gathered rows has at most: so many that its columns stay in a cache, and take no more
     * than a page.
     *
     * @param pool where the chunk's memory comes from
     * @return 64 to 4,096
     */
    public static int chunkRows(RowLayout layout, MemoryPool pool) {
        int bytes = Math.min(MAX_BYTES, RowStore.pageBytes(pool));
        return Math.max(64, Math.min(MAX_ROWS, bytes / layout.rowBytes() & -64));
    }

    /**
     * Returns the next rows.
     *
     * @return a chunk, valid until the next call or close; null at the end
     */
    public Chunk next() {
        while (!ended && position == pages.rows()) {
            ended = !pages.next();
            position = 0;
        }
        if (ended) {
            return null;
        }
        int count = Math.min(chunkRows, pages.rows() - position);
        rows.ensureExactly(8L * chunkRows);
        int rowBytes = layout.rowBytes();
        RowGatherKernel.number(rows.address(), 8, count, pages.address() + (long) position * rowBytes, rowBytes);
        position += count;
        return gather.gather(rows.address(), 8, count);
    }

    /** Frees its memory; the store stays open. */
    @Override
    public void close() {
        ended = true;
        gather.close();
        rows.close();
        pages.close();
    }
}
