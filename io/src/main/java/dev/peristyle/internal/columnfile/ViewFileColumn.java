package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.TextViewKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import java.util.Arrays;

/** Text and bytes by Arrow's views: what stands in a view is shown there, of the other buffers a copy is made of the part that is needed. */
final class ViewFileColumn extends FileColumn {
    private final int textBytes;
    private final GrowingBuffer arena;
    private long[] from = {};
    private long[] to = {};

    ViewFileColumn(ColumnPlan plan, FileRanges ranges, MemoryPool pool, int textBytes) {
        super(plan, ranges, pool);
        this.textBytes = textBytes;
        this.arena = new GrowingBuffer(pool, owner(plan));
    }

    @Override
    void begin(BatchLayout next, int number) {
        super.begin(next, number);
        int buffers = next.columns().get(number).offsets().length - BatchColumnLayout.FIRST_VARIADIC;
        if (buffers > from.length) {
            from = new long[buffers];
            to = new long[buffers];
        }
    }

    @Override
    int decode(long selection, int count, long validity) {
        long source = shown(selection, count, TextViewKernel.VIEW_BYTES);
        Arrays.fill(from, Long.MAX_VALUE);
        Arrays.fill(to, 0);
        int bad = TextViewKernel.checkViews(
                source, selection, count, validity, layout.lengths(), BatchColumnLayout.FIRST_VARIADIC, from, to);
        if (bad != ALL_READ) {
            problem = "its bytes are not in the buffers of the column";
            return bad;
        }
        long bytes = 0;
        for (int buffer = 0; buffer < from.length; buffer++) {
            bytes += Math.max(0, to[buffer] - from[buffer]);
        }
        if (bytes > textBytes && count > 1) {
            return count / 2;
        }
        long address = arena.ensure(bytes);
        for (int buffer = 0; buffer < from.length; buffer++) {
            int length = (int) Math.max(0, to[buffer] - from[buffer]);
            if (length > 0) {
                copy(layout.offsets()[BatchColumnLayout.FIRST_VARIADIC + buffer] + from[buffer], address, length);
                from[buffer] = address - from[buffer];
                address += length;
            }
        }
        TextViewKernel.ofViews(
                source, selection, count, validity, from, buffer.valuesAddress(), buffer.lengthsAddress());
        ColumnBinder.bindViews(
                (ViewColumn) buffer.column(), count, buffer.valuesAddress(), buffer.lengthsAddress(), validity, nulls);
        return ALL_READ;
    }

    @Override
    public void close() {
        super.close();
        arena.close();
    }
}
