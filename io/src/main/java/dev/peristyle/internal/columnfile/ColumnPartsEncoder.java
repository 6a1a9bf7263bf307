package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.parts.PartColumns;
import dev.peristyle.internal.parts.PartitionKeys;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.SinkWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Copies the rows of chunks to those of their partition, as many in a row as have the same. Not thread-safe. */
final class ColumnPartsEncoder implements SinkWriter.Encoder {
    /** Partitions that it holds rows of: each takes some memory for every column. */
    private static final int MAX_HELD = 256;

    private final PartColumns columns;
    private final PartitionKeys keys;
    private final int maxRows;
    private final long maxBytes;
    private final MemoryPool pool;
    private final GrowingBuffer scratch;
    private final Map<Integer, BatchEncoder> held = new LinkedHashMap<>();

    /**
     * An encoder without rows.
     *
     * @param maxRows of a partition that are held
     * @param maxBytes likewise, but for the last rows
     */
    ColumnPartsEncoder(PartColumns columns, PartitionKeys keys, int maxRows, long maxBytes, MemoryPool pool) {
        this.columns = columns;
        this.keys = keys;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.pool = pool;
        this.scratch = new GrowingBuffer(pool, RowBatch.OWNER + ", directories");
    }

    @Override
    public int encode(Chunk chunk, int from) {
        Chunk data = columns.dataOf(chunk);
        keys.bind(chunk);
        int count = chunk.rowCount();
        int row = from;
        int key = key(row);
        while (row < count) {
            int end = row + 1;
            int next = key;
            while (end < count && (next = key(end)) == key) {
                end++;
            }
            while (row < end) {
                int added = add(key, data, row, end - row);
                if (added == 0) {
                    return row;
                }
                row += added;
            }
            key = next;
        }
        return count;
    }

    private int key(int row) {
        return keys.number(row, scratch.ensure(keys.maxBytes(row) + 1));
    }

    /** Adds some of the rows; none if what is held is to be written first. */
    private int add(int key, Chunk data, int row, int count) {
        BatchEncoder rows = held.get(key);
        boolean isFirst = held.isEmpty();
        if (rows == null) {
            if (held.size() == MAX_HELD) {
                return 0;
            }
            rows = new BatchEncoder(columns.data(), pool);
            held.put(key, rows);
        }
        int most = Math.min(count, maxRows - rows.batch.rows());
        if (most == 0 || rows.batch.size() >= maxBytes) {
            return 0;
        }
        int added = rows.batch.addFitting(data, row, most);
        if (added == 0 && isFirst) {
            held.remove(key);
            rows.close();
            throw new MemoryLimitException("column files: there is no room for a single row of a directory");
        }
        if (added == 0 && rows.batch.rows() == 0) {
            held.remove(key);
            rows.close();
        }
        return added;
    }

    /** Hands out the rows of each partition, which are forgotten then. */
    void drain(BiConsumer<String, BatchEncoder> target) {
        held.forEach((key, rows) -> target.accept(keys.directory(key), rows));
        clear();
    }

    @Override
    public long size() {
        long size = 0;
        for (BatchEncoder rows : held.values()) {
            size += rows.size();
        }
        return size;
    }

    @Override
    public void clear() {
        held.values().forEach(BatchEncoder::close);
        held.clear();
    }

    @Override
    public void close() {
        clear();
        scratch.close();
    }
}
