package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.StringColumn;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType.Layout;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;

/** Owned memory for the rows of one chunk, text included, so that they outlive the chunk. Used again and again. */
final class ChunkCopy implements AutoCloseable {

    private static final String OWNER = "chunks between threads";
    private static final int TEXT_PADDING = 64;

    private final MemoryPool pool;
    private final List<ColumnBuffer> buffers;
    private final Chunk chunk;
    private OffHeapBuffer text;

    ChunkCopy(MemoryPool pool, Schema schema) {
        this.pool = pool;
        this.buffers = schema.fields().stream()
                .map(field -> new ColumnBuffer(pool, OWNER, field.type()))
                .toList();
        this.chunk =
                new Chunk(schema, buffers.stream().map(ColumnBuffer::column).toList());
    }

    /** The rows copied last. */
    Chunk chunk() {
        return chunk;
    }

    /** Takes over the rows of a chunk. */
    void copy(Chunk source) {
        int rows = source.rowCount();
        reserveText(source, rows);
        long textEnd = text == null ? 0 : text.address();
        for (int position = 0; position < buffers.size(); position++) {
            Column column = source.column(position);
            ColumnBuffer buffer = buffers.get(position);
            buffer.ensureCapacity(rows);
            if (rows > 0) {
                long bitmapBytes = (rows + 63L) / 64 * 8;
                if (column.validityAddress() != 0) {
                    UnsafeApi.copyMemory(column.validityAddress(), buffer.validityAddress(), bitmapBytes);
                }
                Layout layout = column.type().layout();
                if (layout == Layout.VIEW) {
                    textEnd = copyText((StringColumn) column, buffer, rows, textEnd);
                } else {
                    UnsafeApi.copyMemory(
                            column.valuesAddress(),
                            buffer.valuesAddress(),
                            layout == Layout.BIT ? bitmapBytes : (long) rows * layout.bytes());
                }
            }
            buffer.publish(rows, column.nullCount());
        }
        chunk.publish(rows);
    }

    private void reserveText(Chunk source, int rows) {
        long bytes = 0;
        for (int position = 0; position < buffers.size(); position++) {
            if (source.column(position) instanceof StringColumn column && rows > 0) {
                long validity = column.validityAddress();
                long lengths = column.lengthsAddress();
                for (int row = 0; row < rows; row++) {
                    if (isPresent(validity, row)) {
                        bytes += UnsafeApi.getInt(lengths + 4L * row);
                    }
                }
                bytes += TEXT_PADDING;
            }
        }
        if (bytes > 0 && (text == null || text.capacity() < bytes)) {
            if (text != null) {
                text.close();
            }
            text = pool.allocate(bytes + bytes / 4, OWNER);
        }
    }

    private static long copyText(StringColumn column, ColumnBuffer buffer, int rows, long textEnd) {
        long validity = column.validityAddress();
        long sources = column.valuesAddress();
        long lengths = column.lengthsAddress();
        long targets = buffer.valuesAddress();
        long targetLengths = buffer.lengthsAddress();
        long end = textEnd;
        for (int row = 0; row < rows; row++) {
            int length = isPresent(validity, row) ? UnsafeApi.getInt(lengths + 4L * row) : 0;
            UnsafeApi.putLong(targets + 8L * row, end);
            UnsafeApi.putInt(targetLengths + 4L * row, length);
            if (length > 0) {
                UnsafeApi.copyMemory(UnsafeApi.getLong(sources + 8L * row), end, length);
                end += length;
            }
        }
        return end + TEXT_PADDING;
    }

    private static boolean isPresent(long validity, int row) {
        return validity == 0 || (UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7) & 1) != 0;
    }

    @Override
    public void close() {
        chunk.invalidate();
        buffers.forEach(ColumnBuffer::close);
        if (text != null) {
            text.close();
        }
    }
}
