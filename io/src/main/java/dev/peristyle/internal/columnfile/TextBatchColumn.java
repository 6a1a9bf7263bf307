package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Text and bytes of any length: offsets of four bytes, one more than there are rows, and all bytes one after the other. */
final class TextBatchColumn extends BatchColumn {
    /** More than this, offsets of four bytes do not reach. */
    static final long MAX_BYTES = Integer.MAX_VALUE;

    private final GrowingBuffer offsets;
    private final GrowingBuffer text;
    private long bytes;

    TextBatchColumn(DataType type, MemoryPool pool) {
        super(type, pool);
        this.offsets = new GrowingBuffer(pool, RowBatch.OWNER);
        this.text = new GrowingBuffer(pool, RowBatch.OWNER);
    }

    long offsetsAddress() {
        return offsets.address();
    }

    long textAddress() {
        return text.address();
    }

    @Override
    long textBytes(Column source, int from, int count) {
        return TextKernel.totalLength(((ViewColumn) source).lengthsAddress(), source.validityAddress(), from, count);
    }

    @Override
    long textBytes() {
        return bytes;
    }

    @Override
    long valuesGrowth(int count, long more) {
        return bytes + more > MAX_BYTES
                ? RowBatch.NO_ROOM
                : offsets.growth(offsetBytes(count)) + text.growth(bytes + more);
    }

    @Override
    void reserveValues(int count, long more) {
        offsets.ensureKept(offsetBytes(count));
        text.ensureKept(Math.max(1, bytes + more));
    }

    private long offsetBytes(int count) {
        return 4L * (rows() + count + 1L);
    }

    @Override
    void addValues(Column source, int from, int count) {
        long ends = ends();
        TextKernel.append(
                source.valuesAddress(),
                ((ViewColumn) source).lengthsAddress(),
                source.validityAddress(),
                from,
                count,
                text.address(),
                (int) bytes,
                ends);
        bytes = UnsafeApi.getInt(ends + 4L * (count - 1));
    }

    /** Where the end of the next row goes. */
    private long ends() {
        if (rows() == 0) {
            UnsafeApi.putInt(offsets.address(), 0);
        }
        return offsets.address() + 4L * (rows() + 1L);
    }

    @Override
    void addValues(BatchColumn other) {
        TextBatchColumn more = (TextBatchColumn) other;
        long ends = ends();
        for (int row = 0; row < more.rows(); row++) {
            UnsafeApi.putInt(ends + 4L * row, (int) bytes + UnsafeApi.getInt(more.offsets.address() + 4L * (row + 1L)));
        }
        UnsafeApi.copyMemory(more.text.address(), text.address() + bytes, more.bytes);
        bytes += more.bytes;
    }

    @Override
    long size() {
        return super.size() + 4L * rows() + bytes;
    }

    @Override
    void values(BufferVisitor visitor) {
        visit(offsets.address(), 4L * (rows() + 1L), visitor);
        if (bytes == 0) {
            visitor.buffer(0, 0);
        } else {
            visit(text.address(), bytes, visitor);
        }
    }

    @Override
    void clear() {
        super.clear();
        bytes = 0;
    }

    @Override
    public void close() {
        super.close();
        offsets.close();
        text.close();
    }
}
