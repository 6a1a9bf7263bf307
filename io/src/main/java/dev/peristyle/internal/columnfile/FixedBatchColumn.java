package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.ConversionKernel;
import dev.peristyle.internal.columnfile.kernel.NullClearKernel;
import dev.peristyle.internal.fixedwidth.kernel.WidthKernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Values of one width. */
final class FixedBatchColumn extends BatchColumn {
    private final ArrowForm form;
    private final int bytes;
    private final GrowingBuffer values;

    FixedBatchColumn(DataType type, ArrowForm form, MemoryPool pool) {
        super(type, pool);
        this.form = form;
        this.bytes = switch (form) {
            case INT_AS_LONG -> Integer.BYTES;
            case WIDE_AS_LONG -> 2 * Long.BYTES;
            case FIXED_BYTES -> ((DataType.Binary) type).length();
            default -> type.layout().bytes();
        };
        this.values = new GrowingBuffer(pool, RowBatch.OWNER);
    }

    @Override
    long valuesGrowth(int count, long text) {
        return values.growth(((long) rows() + count) * bytes);
    }

    @Override
    void reserveValues(int count, long text) {
        values.ensureKept(((long) rows() + count) * bytes);
    }

    @Override
    void addValues(Column source, int from, int count) {
        long target = values.address() + (long) bytes * rows();
        if (form == ArrowForm.FIXED_BYTES) {
            addBytes((ViewColumn) source, from, count, target);
            return;
        }
        long first = source.valuesAddress() + (long) source.type().layout().bytes() * from;
        switch (form) {
            case INT_AS_LONG -> WidthKernel.narrow(first, count, target);
            case WIDE_AS_LONG -> ConversionKernel.toWide(first, count, target);
            default -> UnsafeApi.copyMemory(first, target, (long) bytes * count);
        }
        if (source.validityAddress() != 0) {
            NullClearKernel.clear(target, bytes, validity(), rows(), count);
        }
    }

    private void addBytes(ViewColumn source, int from, int count, long target) {
        long views = source.valuesAddress();
        long lengths = source.lengthsAddress();
        for (int row = 0; row < count; row++) {
            long at = target + (long) bytes * row;
            if (Bits.isNull(source.validityAddress(), from + row)) {
                UnsafeApi.setMemory(at, bytes, (byte) 0);
            } else if (UnsafeApi.getInt(lengths + 4L * (from + row)) == bytes) {
                TextKernel.copy(UnsafeApi.getLong(views + 8L * (from + row)), at, bytes);
            } else {
                throw new IllegalStateException("a value of a column of type " + source.type() + " has "
                        + UnsafeApi.getInt(lengths + 4L * (from + row)) + " bytes");
            }
        }
    }

    @Override
    void addValues(BatchColumn other) {
        UnsafeApi.copyMemory(
                ((FixedBatchColumn) other).values.address(),
                values.address() + (long) bytes * rows(),
                (long) bytes * other.rows());
    }

    @Override
    long size() {
        return super.size() + (long) bytes * rows();
    }

    @Override
    void values(BufferVisitor visitor) {
        visit(values.address(), (long) bytes * rows(), visitor);
    }

    @Override
    public void close() {
        super.close();
        values.close();
    }
}
