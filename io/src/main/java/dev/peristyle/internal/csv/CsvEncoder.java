package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;

/** Turns chunks into CSV text in a buffer that grows to what is appended at a time and stays. Not thread-safe. */
final class CsvEncoder implements SinkWriter.Encoder {
    private final RowFormatter formatter;
    private final GrowingBuffer buffer;
    private long size;

    CsvEncoder(WriteSettings settings, Schema schema, MemoryPool pool) {
        this.buffer = new GrowingBuffer(pool, "csv: output");
        this.formatter = new RowFormatter(settings, schema);
    }

    @Override
    public void encode(Chunk chunk) {
        formatter.bind(chunk);
        long wanted = size + formatter.maxBytes();
        if (wanted > buffer.capacity()) {
            buffer.replace(Math.max(1 << 16, Long.highestOneBit(wanted) << 1), size);
        }
        long start = buffer.address() + size;
        size += formatter.format(start) - start;
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
        buffer.close();
    }
}
