package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;

/** Owned memory for the rows of one chunk, text included, so that they outlive the chunk. Used again and again. */
final class ChunkCopy implements AutoCloseable {

    private static final String OWNER = "chunks between threads";
    private static final int TEXT_PADDING = 64;

    private final List<ColumnBuffer> buffers;
    private final ChunkWriter chunk;
    private final GrowingBuffer text;
    private long bytes;

    ChunkCopy(MemoryPool pool, Schema schema) {
        this.text = new GrowingBuffer(pool, OWNER);
        this.buffers = schema.fields().stream()
                .map(field -> new ColumnBuffer(pool, OWNER, field.type()))
                .toList();
        this.chunk = ChunkWriter.over(schema, buffers);
    }

    /** The rows copied last. */
    Chunk chunk() {
        return chunk.chunk();
    }

    /** What the rows copied last take. */
    long bytes() {
        return bytes;
    }

    /** Takes over the rows of a chunk. */
    void copy(Chunk source) {
        int rows = source.rowCount();
        bytes = reserveText(source, rows);
        long textEnd = text.address();
        for (int position = 0; position < buffers.size(); position++) {
            Column column = source.column(position);
            ColumnBuffer buffer = buffers.get(position);
            buffer.ensureCapacity(rows);
            if (rows > 0) {
                long valueBytes = column.type().layout().bytes(rows);
                bytes += valueBytes;
                if (column.validityAddress() != 0) {
                    UnsafeApi.copyMemory(column.validityAddress(), buffer.validityAddress(), Layout.BIT.bytes(rows));
                }
                if (column instanceof ViewColumn views) {
                    bytes += 4L * rows;
                    textEnd = copyText(views, buffer, rows, textEnd);
                } else {
                    UnsafeApi.copyMemory(column.valuesAddress(), buffer.valuesAddress(), valueBytes);
                }
            }
            buffer.publish(rows, column.nullCount());
        }
        chunk.publish(rows);
    }

    /** Returns what the text takes. */
    private long reserveText(Chunk source, int rows) {
        long size = 0;
        for (int position = 0; position < buffers.size(); position++) {
            if (source.column(position) instanceof ViewColumn column && rows > 0) {
                size += TextKernel.totalLength(column.lengthsAddress(), presence(column), 0, rows);
                size += TEXT_PADDING;
            }
        }
        if (size > text.capacity()) {
            text.replace(size + size / 4, 0);
        }
        return size;
    }

    private static long copyText(ViewColumn column, ColumnBuffer buffer, int rows, long textEnd) {
        long validity = presence(column);
        long sources = column.valuesAddress();
        long lengths = column.lengthsAddress();
        long targets = buffer.valuesAddress();
        long targetLengths = buffer.lengthsAddress();
        long end = textEnd;
        for (int row = 0; row < rows; row++) {
            int length = Bits.isPresent(validity, row) ? UnsafeApi.getInt(lengths + 4L * row) : 0;
            UnsafeApi.putLong(targets + 8L * row, end);
            UnsafeApi.putInt(targetLengths + 4L * row, length);
            TextKernel.copy(UnsafeApi.getLong(sources + 8L * row), end, length);
            end += length;
        }
        return end + TEXT_PADDING;
    }

    /** The address of the bitmap that says which rows have a value, or 0 if all have. */
    private static long presence(ViewColumn column) {
        return column.nullCount() == 0 ? 0 : column.validityAddress();
    }

    @Override
    public void close() {
        chunk.invalidate();
        for (ColumnBuffer buffer : buffers) {
            buffer.close();
        }
        text.close();
    }
}
