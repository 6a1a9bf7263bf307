package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;

/** Copies chunks to where they are written from. Not thread-safe. */
final class BatchEncoder implements SinkWriter.Encoder {
    final RowBatch batch;

    BatchEncoder(Schema schema, MemoryPool pool) {
        this.batch = new RowBatch(schema, pool);
    }

    @Override
    public int encode(Chunk chunk, int from) {
        int end = batch.add(chunk, from);
        if (end > from || batch.rows() > 0) {
            return end;
        }
        // rows before may have left memory where this one does not need it
        batch.close();
        try {
            batch.add(chunk, from, 1);
        } catch (MemoryLimitException full) {
            batch.close();
            throw new MemoryLimitException(
                    "column file: there is no room for a single row. " + full.getMessage(), full);
        }
        return from + 1;
    }

    @Override
    public long size() {
        return batch.size();
    }

    @Override
    public void clear() {
        batch.clear();
    }

    @Override
    public void close() {
        batch.close();
    }
}
