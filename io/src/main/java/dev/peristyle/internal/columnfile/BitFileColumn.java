package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;

/** Truth values. */
final class BitFileColumn extends FileColumn {
    private final GrowingBuffer shifted;

    BitFileColumn(ColumnPlan plan, FileRanges ranges, MemoryPool pool) {
        super(plan, ranges, pool);
        this.shifted = new GrowingBuffer(pool, owner(plan));
    }

    @Override
    int decode(long selection, int count, long validity) {
        long source = bits(values, layout.values(), last(selection, count), shifted);
        if (selection != 0) {
            SelectionKernel.gatherBits(source, selection, count, buffer.valuesAddress());
            source = buffer.valuesAddress();
        }
        show(count, source, validity);
        return ALL_READ;
    }

    @Override
    public void close() {
        super.close();
        shifted.close();
    }
}
