package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.function.Consumer;

/**
 * Puts what encoders hold together to batches of some megabytes. What encoders hold is small, for threads wait for each other with it. Where memory is
 * short, what an encoder holds is a batch. Not thread-safe.
 */
final class BatchCollector implements AutoCloseable {
    /** Bytes of a batch where memory allows: read in one go from any disk, and few enough that a filter can skip most of a file. */
    private static final long MAX_BATCH_BYTES = 8 << 20;

    private static final long MIN_BATCH_BYTES = 64 << 10;
    private static final int PARTS_OF_LIMIT = 32;

    /** Rows of a batch: of narrow rows, more would leave a filter little to skip. */
    private static final int MAX_BATCH_ROWS = 1 << 17;

    private final long batchBytes;
    private final RowBatch batch;
    private final Consumer<RowBatch> target;

    /**
     * Begins without rows.
     *
     * @param target takes each batch, which it must not keep
     */
    BatchCollector(Schema schema, MemoryPool pool, Consumer<RowBatch> target) {
        this.batchBytes = Math.max(MIN_BATCH_BYTES, Math.min(MAX_BATCH_BYTES, pool.limit() / PARTS_OF_LIMIT));
        this.batch = new RowBatch(schema, pool);
        this.target = target;
    }

    /** Whether batches are smaller than they would be with more memory. */
    boolean isShortOfMemory() {
        return batchBytes < MAX_BATCH_BYTES;
    }

    /** Takes the rows of an encoder, which has none after that. */
    void append(BatchEncoder encoder) {
        RowBatch rows = encoder.batch;
        if (rows.rows() == 0) {
            return;
        }
        boolean isFull = batch.size() + rows.size() > batchBytes || batch.rows() + rows.rows() > MAX_BATCH_ROWS;
        if (isFull || !take(rows)) {
            flush();
            if (rows.size() > batchBytes / 2 || !take(rows)) {
                target.accept(rows);
            }
        }
        rows.clear();
    }

    /** Collects rows if there is memory for it. */
    private boolean take(RowBatch rows) {
        try {
            return batch.add(rows);
        } catch (MemoryLimitException full) {
            // another thread was faster; nothing was added yet
            return false;
        }
    }

    /** Bytes that are collected. */
    long held() {
        return batch.rows() == 0 ? 0 : batch.size();
    }

    /** Hands out what is collected. */
    void flush() {
        if (batch.rows() > 0) {
            target.accept(batch);
            batch.clear();
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
