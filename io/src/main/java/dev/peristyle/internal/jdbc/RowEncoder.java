package dev.peristyle.internal.jdbc;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.file.EncodedBytes;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.SinkWriter;

/** Holds rows in a form. Where memory is short, chunks are taken in parts. Not thread-safe. */
final class RowEncoder implements SinkWriter.Encoder {

    private final RowForm form;
    private final EncodedBytes bytes;

    RowEncoder(RowForm form, MemoryPool pool) {
        this.form = form;
        this.bytes = new EncodedBytes(pool, "jdbc: output");
    }

    @Override
    public int encode(Chunk chunk, int from) {
        form.bind(chunk);
        int count = chunk.rowCount();
        int end = bytes.makeRoom(form.maxBytes(from, count)) ? count : part(from, count);
        bytes.add(form.format(from, end, bytes.end()) - bytes.end());
        return end;
    }

    private int part(int from, int count) {
        int end = form.fitting(from, count, bytes.room());
        if (end > from || bytes.size() > 0) {
            return end;
        }
        bytes.makeRoomForRow("jdbc", form.maxBytes(from, from + 1));
        return form.fitting(from, count, bytes.room());
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
