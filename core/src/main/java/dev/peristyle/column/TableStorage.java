package dev.peristyle.column;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory that a table, its slices and the iterations over them share: freed when the last of them is closed. The
 * arrays hold addresses by column, then by batch.
 */
final class TableStorage {

    final MemoryPool pool;
    final int batchShift;
    final long rowCount;
    final long[][] values;
    final long[][] validity;
    final long[][] text;

    /** What each column takes. */
    final MemorySize[] sizes;

    private final List<OffHeapBuffer> buffers;
    private final boolean ownsPool;
    private final AtomicInteger references = new AtomicInteger(1);

    TableStorage(
            MemoryPool pool,
            boolean ownsPool,
            int batchShift,
            long rowCount,
            List<OffHeapBuffer> buffers,
            long[][] values,
            long[][] validity,
            long[][] text,
            MemorySize[] sizes) {
        this.pool = pool;
        this.ownsPool = ownsPool;
        this.batchShift = batchShift;
        this.rowCount = rowCount;
        this.buffers = buffers;
        this.values = values;
        this.validity = validity;
        this.text = text;
        this.sizes = sizes;
    }

    /** What all of it takes. */
    MemorySize size() {
        MemorySize columns = MemorySize.NONE;
        for (MemorySize size : sizes) {
            columns = columns.plus(size);
        }
        long allocated = 0;
        for (OffHeapBuffer buffer : buffers) {
            allocated += buffer.allocatedBytes();
        }
        return columns.plus(new MemorySize(0, 0, 0, allocated - columns.total()));
    }

    void retain() {
        int current;
        do {
            current = references.get();
            if (current == 0) {
                throw new IllegalStateException("the table is closed");
            }
        } while (!references.compareAndSet(current, current + 1));
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            for (OffHeapBuffer buffer : buffers) {
                buffer.close();
            }
            if (ownsPool) {
                pool.close();
            }
        }
    }
}
