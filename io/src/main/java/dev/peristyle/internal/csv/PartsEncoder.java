package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.file.EncodedBytes;
import dev.peristyle.internal.parts.PartColumns;
import dev.peristyle.internal.parts.PartitionKeys;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.SinkWriter;
import org.agrona.UnsafeApi;

/** Turns chunks into rows of CSV, each after four bytes of its length and four of its partition. Not thread-safe. */
final class PartsEncoder implements SinkWriter.Encoder {
    /** Bytes before a row. */
    static final int HEAD = 8;

    private final PartColumns columns;
    private final RowFormatter formatter;
    private final PartitionKeys keys;
    private final EncodedBytes bytes;
    private long rows;
    private RowFailure failure;

    PartsEncoder(WriteSettings settings, PartColumns columns, PartitionKeys keys, MemoryPool pool) {
        this.columns = columns;
        this.formatter = RowFormatter.of(settings, columns.data());
        this.keys = keys;
        this.bytes = new EncodedBytes(pool, "csv: output");
    }

    @Override
    public int encode(Chunk chunk, int from) {
        int count = chunk.rowCount();
        if (failure != null) {
            return count;
        }
        formatter.bind(columns.dataOf(chunk));
        keys.bind(chunk);
        for (int row = from; row < count; row++) {
            // the key lies where the row will be, until its number is known
            long most = HEAD + Math.max(keys.maxBytes(row), formatter.maxBytes(row, row + 1));
            if (!bytes.makeRoom(most) && !makeRoom(most)) {
                return row;
            }
            long start = bytes.end();
            int key = keys.number(row, start);
            long end = formatter.format(row, row + 1, start + HEAD);
            if (formatter.failure() != null) {
                failure = formatter.failure().at(rows);
                return count;
            }
            rows++;
            UnsafeApi.putInt(start, (int) (end - start) - HEAD);
            UnsafeApi.putInt(start + 4, key);
            bytes.add(end - start);
        }
        return count;
    }

    /** False if there may be room once what is held is written. */
    private boolean makeRoom(long least) {
        if (bytes.size() > 0) {
            return false;
        }
        bytes.makeRoomForRow("csv", least);
        return true;
    }

    /** Where the rows of a partition belong. */
    String directory(int key) {
        return keys.directory(key);
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
