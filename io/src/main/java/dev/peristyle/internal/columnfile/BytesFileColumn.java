package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.TextViewKernel;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;

/** Bytes of one length, as views of where they lie. */
final class BytesFileColumn extends FileColumn {
    private final int textBytes;

    BytesFileColumn(ColumnPlan plan, FileRanges ranges, MemoryPool pool, int textBytes) {
        super(plan, ranges, pool);
        this.textBytes = textBytes;
    }

    @Override
    int decode(long selection, int count, long validity) {
        int width = plan.width();
        long rows = (long) last(selection, count) - first(selection) + 1;
        if (count > 1 && rows * width > textBytes) {
            return fitting(selection, count, width);
        }
        long source = shown(selection, count, width);
        TextViewKernel.fixed(source, width, selection, count, buffer.valuesAddress(), buffer.lengthsAddress());
        ColumnBinder.bindViews(
                (ViewColumn) buffer.column(), count, buffer.valuesAddress(), buffer.lengthsAddress(), validity, nulls);
        return ALL_READ;
    }

    /** The first entry that is too much, but not the first one of all. */
    private int fitting(long selection, int count, int width) {
        int first = first(selection);
        int entry = 1;
        while (entry < count - 1 && (TextViewKernel.row(selection, entry) - first + 1L) * width <= textBytes) {
            entry++;
        }
        return entry;
    }
}
