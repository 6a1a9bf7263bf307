package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RowFilter;

/** One filter of a scan: the columns that it reads, shown to it as a chunk. Not thread-safe. */
final class FilterStage implements AutoCloseable {
    final ColumnSlot[] slots;
    private final Chunk chunk;
    private final RowFilter.Evaluator evaluator;

    FilterStage(RowFilter filter, Schema all, ColumnSlot[] slots, MemoryPool pool) {
        this.slots = slots;
        this.chunk = ColumnSlot.chunk(all.select(filter.columns()), this.slots);
        this.evaluator = filter.open(pool);
    }

    /** Writes one bit a row and returns how many are set. */
    int evaluate(int rows, long bitmap) {
        chunk.publish(rows);
        return evaluator.evaluate(chunk, bitmap);
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
