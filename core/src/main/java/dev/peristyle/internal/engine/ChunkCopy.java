package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.StringColumn;
import dev.peristyle.internal.kernel.TextKernel;
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
    private long bytes;

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

    /** What the rows copied last take. */
    long bytes() {
        return bytes;
    }

    /** Takes over the rows of a chunk. */
    void copy(Chunk source) {
        int rows = source.rowCount();
        bytes = reserveText(source, rows);
        long textEnd = text == null ? 0 : text.address();
        for (int position = 0; position < buffers.size(); position++) {
            Column column = source.column(position);
            ColumnBuffer buffer = buffers.get(position);
            buffer.ensureCapacity(rows);
            if (rows > 0) {
                // a view is an address and a length
                bytes += rows
                        * (column.type().layout() == Layout.VIEW
                                ? 12L
                                : column.type().layout().bytes());
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

    /** Returns what the text takes. */
    private long reserveText(Chunk source, int rows) {
        long size = 0;
        for (int position = 0; position < buffers.size(); position++) {
            if (source.column(position) instanceof StringColumn column && rows > 0) {
                size += TextKernel.totalLength(column.lengthsAddress(), presence(column), 0, rows);
                size += TEXT_PADDING;
            }
        }
        if (size > 0 && (text == null || text.capacity() < size)) {
            if (text != null) {
                text.close();
            }
            text = pool.allocate(size + size / 4, OWNER);
        }
        return size;
    }

    private static long copyText(StringColumn column, ColumnBuffer buffer, int rows, long textEnd) {
        long validity = presence(column);
        long sources = column.valuesAddress();
        long lengths = column.lengthsAddress();
        long targets = buffer.valuesAddress();
        long targetLengths = buffer.lengthsAddress();
        long end = textEnd;
        for (int row = 0; row < rows; row++) {
            int length = isPresent(validity, row) ? UnsafeApi.getInt(lengths + 4L * row) : 0;
            UnsafeApi.putLong(targets + 8L * row, end);
            UnsafeApi.putInt(targetLengths + 4L * row, length);
            TextKernel.copy(UnsafeApi.getLong(sources + 8L * row), end, length);
            end += length;
        }
        return end + TEXT_PADDING;
    }

    /** The address of the bitmap that says which rows have a value, or 0 if all have. */
    private static long presence(StringColumn column) {
        return column.nullCount() == 0 ? 0 : column.validityAddress();
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
