package dev.peristyle.column;

import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A {@link Table} as chunks, one for each of its batches, always through the same {@link Chunk}. Not thread-safe.
 *
 * <p>Columns of fixed width show the table's memory. Text gets its views for each chunk. A bitmap of a slice that begins
 * between two 64-bit words is shifted into a copy.
 */
public final class TableChunks implements ChunkIterator {

    private static final String OWNER = "table: views";

    private final TableStorage storage;
    private final MemoryPool pool;
    private final int[] positions;
    private final long first;
    private final long rowCount;
    private final Chunk chunk;
    private final ColumnShape[] shapes;
    private final OffHeapBuffer[] scratch;
    private final OffHeapBuffer[] bitmaps;
    private long next;
    private long end;
    private boolean positioned;
    private boolean closed;

    TableChunks(TableStorage storage, MemoryPool pool, Schema schema, int[] positions, long first, long rowCount) {
        this.storage = storage;
        this.pool = pool;
        this.positions = positions;
        this.first = first;
        this.rowCount = rowCount;
        this.end = rowCount;
        List<Column> columns = new ArrayList<>();
        schema.fields().forEach(field -> columns.add(Column.create(field.type())));
        this.chunk = new Chunk(schema, columns);
        this.shapes = columns.stream()
                .map(column -> ColumnShape.of(column.type().layout()))
                .toArray(ColumnShape[]::new);
        this.scratch = new OffHeapBuffer[columns.size()];
        this.bitmaps = new OffHeapBuffer[columns.size()];
    }

    /**
     * Starts again with some of the rows.
     *
     * @param from the first row
     * @param to rows {@code [from, to)} of the table are shown
     */
    public void range(long from, long to) {
        checkOpen();
        Objects.checkFromToIndex(from, to, rowCount);
        chunk.invalidate();
        positioned = false;
        next = from;
        end = to;
    }

    @Override
    public Schema schema() {
        return chunk.schema();
    }

    @Override
    public boolean next() {
        checkOpen();
        positioned = false;
        if (next >= end) {
            chunk.invalidate();
            return false;
        }
        long at = first + next;
        int batchRows = 1 << storage.batchShift;
        int position = (int) at & batchRows - 1;
        int rows = (int) Math.min(batchRows - position, end - next);
        for (int column = 0; column < positions.length; column++) {
            bind(column, (int) (at >>> storage.batchShift), position, rows);
        }
        chunk.publish(rows);
        next += rows;
        positioned = true;
        return true;
    }

    private void bind(int column, int batch, int position, int rows) {
        long values = storage.values[positions[column]][batch];
        long validity = storage.validity[positions[column]][batch];
        int nulls = 0;
        if (validity != 0) {
            nulls = rows - (int) BitCopyKernel.count(validity, position, rows);
            validity = nulls == 0 ? 0 : bits(bitmaps, column, validity, position, rows);
        }
        shapes[column].show(
                this, column, values, storage.text[positions[column]][batch], position, rows, validity, nulls);
    }

    Column target(int column) {
        return chunk.column(column);
    }

    int batchShift() {
        return storage.batchShift;
    }

    /** Bits of a batch from a word on, shifted into a copy if need be. */
    long valueBits(int column, long bitmap, int position, int rows) {
        return bits(scratch, column, bitmap, position, rows);
    }

    /** Room for the addresses and lengths of a batch. */
    long viewScratch(int column) {
        return scratch(scratch, column, 12L << storage.batchShift);
    }

    private long bits(OffHeapBuffer[] copies, int column, long bitmap, int position, int rows) {
        if ((position & 63) == 0) {
            return bitmap + (position >>> 3);
        }
        long copy = scratch(copies, column, 1L << storage.batchShift >>> 3);
        BitCopyKernel.copy(bitmap, position, copy, 0, rows);
        return copy;
    }

    private long scratch(OffHeapBuffer[] kept, int column, long bytes) {
        if (kept[column] == null) {
            kept[column] = pool.allocate(bytes, OWNER);
        }
        return kept[column].address();
    }

    @Override
    public Chunk chunk() {
        if (!positioned) {
            checkOpen();
            throw new IllegalStateException("there is no chunk; next() has to return true first");
        }
        return chunk;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the chunk iterator is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        positioned = false;
        chunk.invalidate();
        for (int column = 0; column < positions.length; column++) {
            if (scratch[column] != null) {
                scratch[column].close();
            }
            if (bitmaps[column] != null) {
                bitmaps[column].close();
            }
        }
        storage.release();
    }
}
