package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.internal.columnfile.kernel.NullClearKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;

/** Truth values. */
final class BitBatchColumn extends BatchColumn {
    private final GrowingBuffer bits;

    BitBatchColumn(DataType type, MemoryPool pool) {
        super(type, pool);
        this.bits = new GrowingBuffer(pool, RowBatch.OWNER);
    }

    @Override
    long valuesGrowth(int count, long text) {
        return bits.growth(bitmapBytes(rows(), count));
    }

    @Override
    void reserveValues(int count, long text) {
        bits.ensureKept(bitmapBytes(rows(), count));
    }

    @Override
    void addValues(Column source, int from, int count) {
        BitCopyKernel.copy(source.valuesAddress(), from, bits.address(), rows(), count);
        if (source.validityAddress() != 0) {
            NullClearKernel.clearBits(bits.address(), validity(), rows(), count);
        }
    }

    @Override
    void addValues(BatchColumn other) {
        BitCopyKernel.copy(((BitBatchColumn) other).bits.address(), 0, bits.address(), rows(), other.rows());
    }

    @Override
    long size() {
        return 2 * super.size();
    }

    @Override
    void values(BufferVisitor visitor) {
        NullClearKernel.clearTail(bits.address(), rows(), 0);
        visit(bits.address(), (rows() + 7L) / 8, visitor);
    }

    @Override
    public void close() {
        super.close();
        bits.close();
    }
}
