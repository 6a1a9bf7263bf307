package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.file.EncodedBytes;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;

/**
 * Turns chunks into CSV text in a buffer that grows to what is appended at a time and stays. Where memory is short it stays small,
 * and chunks are taken in parts. Not thread-safe.
 */
final class CsvEncoder implements SinkWriter.Encoder {
    private final RowFormatter formatter;
    private final EncodedBytes bytes;

    CsvEncoder(WriteSettings settings, Schema schema, MemoryPool pool) {
        this.bytes = new EncodedBytes(pool, "csv: output");
        this.formatter = RowFormatter.of(settings, schema);
    }

    @Override
    public int encode(Chunk chunk, int from) {
        formatter.bind(chunk);
        int count = chunk.rowCount();
        int end = bytes.makeRoom(formatter.maxBytes(from, count)) ? count : part(from, count);
        bytes.add(formatter.format(from, end, bytes.end()) - bytes.end());
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
    }

    @Override
    public void close() {
        bytes.close();
    }
}
