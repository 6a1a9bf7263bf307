package dev.peristyle.column;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * The rows of a table that are being filled: one block for everything of fixed width, and one growing buffer of bytes for
 * each string column.
 *
 * <pre>
 * block:  validity | values or offsets   of column 0,   validity | values or offsets   of column 1, …
 *         each part starts on 64 bytes; offsets are rows + 1 ints, the first is 0
 * </pre>
 */
final class TableBatch implements AutoCloseable {

    private static final long FIRST_TEXT = 256;

    private final MemoryPool pool;
    private final String owner;
    private final Schema schema;
    private final ColumnShape[] shapes;
    private final int maximumTextBytes;
    private final long[] validityParts;
    private final long[] valueParts;
    private final OffHeapBuffer[] text;
    private final int[] textBytes;
    private final int[] nulls;
    private OffHeapBuffer block;
    private int capacity;
    private int rows;

    TableBatch(MemoryPool pool, String owner, Schema schema, int maximumTextBytes) {
        this.pool = pool;
        this.owner = owner;
        this.schema = schema;
        this.maximumTextBytes = maximumTextBytes;
        this.shapes = new ColumnShape[schema.size()];
        for (int column = 0; column < shapes.length; column++) {
            shapes[column] = ColumnShape.of(schema.field(column).type().layout());
        }
        this.validityParts = new long[shapes.length];
        this.valueParts = new long[shapes.length];
        this.text = new OffHeapBuffer[shapes.length];
        this.textBytes = new int[shapes.length];
        this.nulls = new int[shapes.length];
    }

    int rows() {
        return rows;
    }

    /** Makes room for so many rows in all; what is there moves along. */
    void ensureCapacity(int wanted) {
        if (wanted <= capacity && block != null) {
            return;
        }
        long[] newValidity = new long[shapes.length];
        long[] newValues = new long[shapes.length];
        long bytes = 0;
        for (int column = 0; column < shapes.length; column++) {
            newValidity[column] = bytes;
            bytes = aligned(bytes + (wanted + 7L) / 8);
            newValues[column] = bytes;
            bytes = aligned(bytes + shapes[column].batchBytes(wanted));
        }
        OffHeapBuffer grown = pool.allocate(bytes, owner);
        if (block != null) {
            for (int column = 0; column < shapes.length; column++) {
                UnsafeApi.copyMemory(validity(column), grown.address() + newValidity[column], wordBytes(rows));
                UnsafeApi.copyMemory(
                        values(column), grown.address() + newValues[column], shapes[column].batchBytes(rows));
            }
            block.close();
        }
        block = grown;
        System.arraycopy(newValidity, 0, validityParts, 0, newValidity.length);
        System.arraycopy(newValues, 0, valueParts, 0, newValues.length);
        capacity = wanted;
    }

    private static long wordBytes(int bits) {
        return (bits + 63L) / 64 * 8;
    }

    private static long aligned(long bytes) {
        return bytes + OffHeapBuffer.ALIGNMENT - 1 & -OffHeapBuffer.ALIGNMENT;
    }

    /** Bytes after the end of a part, up to the next one. */
    private static long padding(long end) {
        return aligned(end) - end;
    }

    /** Copies rows {@code [from, from + count)} of a chunk. The caller has made room for them. */
    void append(Chunk chunk, int from, int count) {
        for (int column = 0; column < shapes.length; column++) {
            if (chunk.column(column) instanceof ViewColumn views) {
                ensureText(column, views, from, count);
            }
        }
        for (int column = 0; column < shapes.length; column++) {
            Column source = chunk.column(column);
            long validity = source.validityAddress();
            if (validity == 0) {
                BitCopyKernel.set(validity(column), rows, count);
            } else {
                nulls[column] += count - (int) BitCopyKernel.copy(validity, from, validity(column), rows, count);
            }
            shapes[column].append(source, from, count, this, column);
        }
        rows += count;
    }

    private void ensureText(int column, ViewColumn source, int from, int count) {
        long more = TextKernel.totalLength(source.lengthsAddress(), source.validityAddress(), from, count);
        long wanted = textBytes[column] + more;
        if (wanted > maximumTextBytes) {
            throw new ComputationException("column '" + schema.field(column).name() + "' has more than "
                    + maximumTextBytes + " bytes of text in the " + (rows + count)
                    + " rows of one batch; " + owner + " holds at most that many");
        }
        OffHeapBuffer held = text[column];
        long room = held == null ? 0 : held.capacity();
        if (wanted <= room) {
            return;
        }
        OffHeapBuffer grown = pool.allocate(Math.max(Math.max(wanted, FIRST_TEXT), room + room / 2), owner);
        if (held != null) {
            UnsafeApi.copyMemory(held.address(), grown.address(), textBytes[column]);
            held.close();
        }
        text[column] = grown;
    }

    long validity(int column) {
        return block.address() + validityParts[column];
    }

    long values(int column) {
        return block.address() + valueParts[column];
    }

    long text(int column) {
        return text[column] == null ? 0 : text[column].address();
    }

    int textBytes(int column) {
        return textBytes[column];
    }

    void setTextBytes(int column, int bytes) {
        textBytes[column] = bytes;
    }

    int nulls(int column) {
        return nulls[column];
    }

    /**
     * What a column takes of this batch. Its padding is what follows each of its two parts up to the next 64 bytes, and room in the buffer of its
     * text that is not used. What the pool adds to the block as a whole is of no column: a table counts it once.
     */
    MemorySize size(int column) {
        long validityBytes = (capacity + 7L) / 8;
        long valueBytes = shapes[column].batchBytes(capacity);
        long padding = padding(validityParts[column] + validityBytes) + padding(valueParts[column] + valueBytes);
        OffHeapBuffer held = text[column];
        long unused = held == null ? 0 : held.allocatedBytes() - textBytes[column];
        return new MemorySize(valueBytes, validityBytes, held == null ? 0 : textBytes[column], padding + unused);
    }

    OffHeapBuffer block() {
        return block;
    }

    OffHeapBuffer textBuffer(int column) {
        return text[column];
    }

    int capacity() {
        return capacity;
    }

    @Override
    public void close() {
        if (block != null) {
            block.close();
        }
        for (OffHeapBuffer buffer : text) {
            if (buffer != null) {
                buffer.close();
            }
        }
    }
}
