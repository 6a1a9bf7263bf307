package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import org.agrona.UnsafeApi;

/** Turns chunks into CSV text in a buffer that grows to what is appended at a time and stays. Not thread-safe. */
final class CsvEncoder implements SinkWriter.Encoder {
    private final MemoryPool pool;
    private final RowFormatter formatter;
    private OffHeapBuffer buffer;
    private long size;

    CsvEncoder(WriteSettings settings, Schema schema, MemoryPool pool) {
        this.pool = pool;
        this.formatter = new RowFormatter(settings, schema);
    }

    @Override
    public void encode(Chunk chunk) {
        formatter.bind(chunk);
        ensureCapacity(size + formatter.mostBytes());
        long start = buffer.address() + size;
        size += formatter.format(start) - start;
    }

    private void ensureCapacity(long bytes) {
        if (buffer != null && buffer.capacity() >= bytes) {
            return;
        }
        OffHeapBuffer larger = pool.allocate(Math.max(1 << 16, Long.highestOneBit(bytes) << 1), "csv: output");
        if (buffer != null) {
            UnsafeApi.copyMemory(buffer.address(), larger.address(), size);
            buffer.close();
        }
        buffer = larger;
    }

    long address() {
        return buffer.address();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void clear() {
        size = 0;
    }

    @Override
    public void close() {
        size = 0;
        if (buffer != null) {
            buffer.close();
            buffer = null;
        }
    }
}
