package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;

/**
 * Turns chunks into CSV text in a buffer that grows to what is appended at a time and stays. Where memory is short it stays small,
 * and chunks are taken in parts. Not thread-safe.
 */
final class CsvEncoder implements SinkWriter.Encoder {
    private static final long SMALLEST = 1 << 16;

    /** Of what is left in the pool, the part that it takes at a time. */
    private static final int SHARE_OF_REST = 2;

    private final MemoryPool pool;
    private final RowFormatter formatter;
    private final GrowingBuffer buffer;
    private long size;

    CsvEncoder(WriteSettings settings, Schema schema, MemoryPool pool) {
        this.pool = pool;
        this.buffer = new GrowingBuffer(pool, "csv: output");
        this.formatter = new RowFormatter(settings, schema);
    }

    @Override
    public int encode(Chunk chunk, int from) {
        formatter.bind(chunk);
        int count = chunk.rowCount();
        int end = makeRoom(formatter.maxBytes(from, count)) ? count : part(from, count);
        long start = buffer.address() + size;
        size += formatter.format(from, end, start) - start;
        return end;
    }

    /** Makes room for more bytes if there is much more memory than that; with little, others need what is left too. */
    private boolean makeRoom(long more) {
        long wanted = size + more;
        long generous = Math.max(SMALLEST, Long.highestOneBit(wanted) << 1);
        if (wanted > buffer.capacity() && generous <= pool.available() / SHARE_OF_REST) {
            buffer.replace(generous, size);
        }
        return wanted <= buffer.capacity();
    }

    /** Where memory is short: the row up to which there is room. */
    private int part(int from, int count) {
        int end = formatter.fitting(from, count, buffer.capacity() - size);
        if (end > from || size > 0) {
            return end;
        }
        long least = formatter.maxBytes(from, from + 1);
        try {
            buffer.close();
            buffer.replace(Math.max(least, Math.min(SMALLEST, pool.available() / SHARE_OF_REST)), 0);
        } catch (MemoryLimitException full) {
            throw new MemoryLimitException(
                    "csv: there is no room for a single row, which takes up to " + least + " bytes. "
                            + full.getMessage(),
                    full);
        }
        return formatter.fitting(from, count, buffer.capacity());
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
