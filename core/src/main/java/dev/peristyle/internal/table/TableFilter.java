package dev.peristyle.internal.table;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.column.TableChunks;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.spi.RowFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * A pushed-down condition and the columns that it reads, which go through the table in step with the wanted ones. A
 * condition after the first sees only rows that passed the ones before it, because it may have no answer for the others.
 */
final class TableFilter implements AutoCloseable {

    private static final String OWNER = "table scan: filter";

    private final MemoryPool pool;
    private final TableChunks chunks;
    private final List<ColumnBuffer> dense = new ArrayList<>();
    private final Chunk denseChunk;
    private final RowFilter.Evaluator evaluator;
    private OffHeapBuffer bitmap;

    /**
     * Opens the condition.
     *
     * @param filter the condition
     * @param chunks exactly its columns; closed with this object, and when opening fails
     * @param pool where memory comes from
     */
    TableFilter(RowFilter filter, TableChunks chunks, MemoryPool pool) {
        this.pool = pool;
        this.chunks = chunks;
        List<Column> columns = new ArrayList<>();
        chunks.schema().fields().forEach(field -> {
            ColumnBuffer buffer = new ColumnBuffer(pool, OWNER, field.type());
            dense.add(buffer);
            columns.add(buffer.column());
        });
        this.denseChunk = new Chunk(chunks.schema(), columns);
        try {
            this.evaluator = filter.open(pool);
        } catch (RuntimeException failure) {
            chunks.close();
            throw failure;
        }
    }

    void range(long from, long to) {
        chunks.range(from, to);
    }

    void next() {
        chunks.next();
    }

    /** Selects among all rows if it is the first condition, else among those selected; returns how many are left. */
    int apply(Selection selection, int rows, boolean first) {
        ensureBitmap(rows);
        Chunk chunk = chunks.chunk();
        if (first) {
            evaluator.evaluate(chunk, bitmap.address());
            return selection.fromBitmap(bitmap.address(), rows);
        }
        for (int column = 0; column < dense.size(); column++) {
            Selection.gather(chunk.column(column), selection.address(), selection.count(), dense.get(column));
        }
        denseChunk.publish(selection.count());
        evaluator.evaluate(denseChunk, bitmap.address());
        return selection.narrow(bitmap.address());
    }

    private void ensureBitmap(int rows) {
        long bytes = (rows + 63L) / 64 * 8;
        if (bitmap == null || bitmap.capacity() < bytes) {
            if (bitmap != null) {
                bitmap.close();
                bitmap = null;
            }
            bitmap = pool.allocate(bytes, OWNER);
        }
    }

    @Override
    public void close() {
        evaluator.close();
        chunks.close();
        dense.forEach(ColumnBuffer::close);
        if (bitmap != null) {
            bitmap.close();
        }
    }
}
