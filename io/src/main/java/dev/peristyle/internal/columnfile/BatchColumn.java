package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.internal.columnfile.kernel.NullClearKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/**
 * A column of rows that are to be written, in the buffers of Arrow. It grows to what is written at a time and keeps its memory.
 * Not thread-safe.
 */
abstract class BatchColumn implements AutoCloseable {
    private static final int WORD_BITS = 64;

    final Zone zone;
    private final GrowingBuffer validity;
    private int rows;
    private int nulls;

    BatchColumn(DataType type, MemoryPool pool) {
        this.zone = Zone.of(type);
        this.validity = new GrowingBuffer(pool, RowBatch.OWNER);
    }

    /** A column of a type, without rows. */
    static BatchColumn of(DataType type, MemoryPool pool) {
        ArrowForm form = ArrowTypes.form(type);
        return switch (form) {
            case BITS -> new BitBatchColumn(type, pool);
            case OFFSETS -> new TextBatchColumn(type, pool);
            default -> new FixedBatchColumn(type, form, pool);
        };
    }

    final int rows() {
        return rows;
    }

    final int nulls() {
        return nulls;
    }

    final long validity() {
        return validity.address();
    }

    /** What room for rows {@code [from, from + count)} takes from the pool; more than all of it if there cannot be any. */
    final long growth(Column source, int from, int count) {
        return validity.growth(bitmapBytes(count)) + valuesGrowth(count, textBytes(source, from, count));
    }

    /** What room for the rows of another column takes from the pool. */
    final long growth(BatchColumn other) {
        return validity.growth(bitmapBytes(other.rows)) + valuesGrowth(other.rows, other.textBytes());
    }

    /** Makes room. */
    final void reserve(Column source, int from, int count) {
        reserve(count, textBytes(source, from, count));
    }

    final void reserve(BatchColumn other) {
        reserve(other.rows, other.textBytes());
    }

    private void reserve(int count, long text) {
        validity.ensureKept(bitmapBytes(count));
        reserveValues(count, text);
    }

    /** Takes rows {@code [from, from + count)} in, for which there is room. */
    final void add(Column source, int from, int count) {
        long present = source.validityAddress();
        if (present == 0) {
            BitCopyKernel.set(validity.address(), rows, count);
        } else {
            nulls += count - (int) BitCopyKernel.copy(present, from, validity.address(), rows, count);
        }
        addValues(source, from, count);
        zone.add(source, from, count);
        rows += count;
    }

    /** Takes the rows of another column of the type in, for which there is room. */
    final void add(BatchColumn other) {
        BitCopyKernel.copy(other.validity.address(), 0, validity.address(), rows, other.rows);
        nulls += other.nulls;
        addValues(other);
        zone.add(other.zone);
        rows += other.rows;
    }

    private long bitmapBytes(int more) {
        return bitmapBytes(rows, more);
    }

    static long bitmapBytes(int rows, int more) {
        return ((long) rows + more + WORD_BITS - 1) / WORD_BITS * Long.BYTES;
    }

    /** Bytes of text of rows of a source, 0 if values have one width. */
    long textBytes(Column source, int from, int count) {
        return 0;
    }

    /** Bytes of text that are held. */
    long textBytes() {
        return 0;
    }

    abstract long valuesGrowth(int count, long text);

    abstract void reserveValues(int count, long text);

    /** Called when the validity of the rows is there already, before they are counted. */
    abstract void addValues(Column source, int from, int count);

    abstract void addValues(BatchColumn other);

    /** Bytes that are held. */
    long size() {
        return bitmapBytes(0);
    }

    /** Tells all buffers, in the order of the format; what is after their ends, up to whole lines, is made zero. */
    final void buffers(BufferVisitor visitor) {
        bitmap(visitor);
        values(visitor);
    }

    /** Tells the first buffer. */
    final void bitmap(BufferVisitor visitor) {
        if (nulls == 0) {
            visitor.buffer(0, 0);
        } else {
            long bytes = (rows + 7L) / 8;
            NullClearKernel.clearTail(validity.address(), rows, 0);
            visit(validity.address(), bytes, visitor);
        }
    }

    abstract void values(BufferVisitor visitor);

    /** Tells a buffer, which has room for whole lines. */
    static void visit(long address, long bytes, BufferVisitor visitor) {
        long padding = FileLayout.padded(bytes) - bytes;
        UnsafeApi.setMemory(address + bytes, padding, (byte) 0);
        visitor.buffer(address, bytes);
    }

    /** Is told of one buffer after the other. */
    @FunctionalInterface
    interface BufferVisitor {

        /**
         * Takes a buffer.
         *
         * @param address where it lies, 0 if it has no bytes
         * @param bytes its length; up to the next multiple of 64 there are zeros after it
         */
        void buffer(long address, long bytes);
    }

    /** Forgets the rows; the memory stays. */
    void clear() {
        rows = 0;
        nulls = 0;
        zone.clear();
    }

    @Override
    public void close() {
        clear();
        validity.close();
    }
}
