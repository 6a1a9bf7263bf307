package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.TextViewKernel;
import dev.peristyle.internal.window.FileRange;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;

/** Text and bytes by offsets: views of where they lie are computed, the bytes are not touched. */
final class TextFileColumn extends FileColumn {
    private static final int TEXT = 2;

    private final boolean isLarge;
    private final int textBytes;
    private final FileRange text;
    private final long[] extent = new long[2];

    TextFileColumn(ColumnPlan plan, FileRanges ranges, MemoryPool pool, int textBytes) {
        super(plan, ranges, pool);
        this.isLarge = plan.form() == ArrowForm.LARGE_OFFSETS;
        this.textBytes = textBytes;
        this.text = ranges.range(pool, owner(plan));
    }

    @Override
    int decode(long selection, int count, long validity) {
        int first = first(selection);
        int width = plan.width();
        long offsets =
                show(values, layout.values() + (base + first) * width, (last(selection, count) - first + 2L) * width)
                        - (long) first * width;
        int bad = TextViewKernel.check(offsets, isLarge, selection, count, layout.lengths()[TEXT], extent);
        if (bad != ALL_READ) {
            problem = "its bytes are not in the " + layout.lengths()[TEXT] + " bytes of the column";
            return bad;
        }
        long bytes = extent[1] - extent[0];
        if (bytes > textBytes && count > 1) {
            return fitting(offsets, selection, count);
        }
        long start = bytes == 0 ? offsets : show(text, layout.offsets()[TEXT] + extent[0], bytes);
        TextViewKernel.views(
                offsets, isLarge, selection, count, start - extent[0], buffer.valuesAddress(), buffer.lengthsAddress());
        ColumnBinder.bindViews(
                (ViewColumn) buffer.column(), count, buffer.valuesAddress(), buffer.lengthsAddress(), validity, nulls);
        return ALL_READ;
    }

    /** How many entries have room for their bytes: one, or as many as are found by halves. */
    private int fitting(long offsets, long selection, int count) {
        int fits = 1;
        int tooMany = count;
        while (tooMany - fits > 1) {
            int middle = fits + tooMany >>> 1;
            TextViewKernel.check(offsets, isLarge, selection, middle, layout.lengths()[TEXT], extent);
            if (extent[1] - extent[0] > textBytes) {
                tooMany = middle;
            } else {
                fits = middle;
            }
        }
        return fits;
    }

    @Override
    public void close() {
        super.close();
        text.close();
    }
}
