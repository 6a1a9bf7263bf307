package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.file.EncodedBytes;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;

/**
 * Turns chunks into CSV text in a buffer that grows to what is appended at a time and stays. Where memory is short it stays small,
 * and chunks are taken in parts. A row that cannot be written is noted, and no more are taken: which row of the output it is, only the
 * writer knows. Not thread-safe.
 */
final class CsvEncoder implements SinkWriter.Encoder {
    private final RowFormatter formatter;
    private final EncodedBytes bytes;
    private long rows;
    private RowFailure failure;

    CsvEncoder(WriteSettings settings, Schema schema, MemoryPool pool) {
        this.bytes = new EncodedBytes(pool, "csv: output");
        this.formatter = RowFormatter.of(settings, schema);
    }

    @Override
    public int encode(Chunk chunk, int from) {
        int count = chunk.rowCount();
        if (failure != null) {
            return count;
        }
        formatter.bind(chunk);
        int end = bytes.makeRoom(formatter.maxBytes(from, count)) ? count : part(from, count);
        bytes.add(formatter.format(from, end, bytes.end()) - bytes.end());
        RowFailure failed = formatter.failure();
        if (failed != null) {
            failure = failed.at(rows + failed.row() - from);
            return count;
        }
        rows += end - from;
        return end;
    }

    /** Where memory is short: the row up to which there is room. */
    private int part(int from, int count) {
        int end = formatter.fitting(from, count, bytes.room());
        if (end > from || bytes.size() > 0) {
            return end;
        }
        long least = formatter.maxBytes(from, from + 1);
        bytes.makeRoomForRow("csv", least);
        return formatter.fitting(from, count, bytes.room());
    }

    /** How many rows it holds. */
    long rows() {
        return rows;
    }

    /** What is wrong with the row after them, or null. */
    RowFailure failure() {
        return failure;
    }

    long address() {
        return bytes.address();
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public void clear() {
        bytes.clear();
        rows = 0;
        failure = null;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
