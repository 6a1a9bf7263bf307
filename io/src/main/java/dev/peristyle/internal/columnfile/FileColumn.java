package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ColumnBinder;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.internal.operator.CascadeColumn;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.window.FileRange;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import java.nio.file.Path;
import org.agrona.UnsafeApi;

/**
 * A column of a file, shown for some rows of a batch: where they lie if that is how a column has them, else made from that. Rows are
 * counted from the first one of a chunk, {@link #at}. Not thread-safe.
 */
abstract class FileColumn extends CascadeColumn {
    static final int ALL_READ = FilterCascade.ALL_READ;

    final ColumnPlan plan;
    final FileRange values;

    /** Where its buffers are: in the file or, decompressed, in memory. */
    BatchColumnLayout layout;

    long base;

    /** Rows without a value among those that are shown. */
    int nulls;

    /** What is wrong with a row that could not be read. */
    String problem;

    private final FileRanges ranges;
    private final FileRange bitmap;
    private final GrowingBuffer shiftedBitmap;
    private final DecompressedBuffers decompressed;
    private BatchLayout batch;
    private BatchColumnLayout stored;

    FileColumn(ColumnPlan plan, FileRanges ranges, MemoryPool pool) {
        super(pool, owner(plan), plan.type());
        this.plan = plan;
        this.ranges = ranges;
        this.values = ranges.range(pool, owner(plan));
        this.bitmap = ranges.range(pool, owner(plan));
        this.shiftedBitmap = new GrowingBuffer(pool, owner(plan));
        this.decompressed = new DecompressedBuffers(plan, ranges, pool);
    }

    static String owner(ColumnPlan plan) {
        return "column file: " + plan.name();
    }

    /**
     * The column of a plan without a dictionary.
     *
     * @param textBytes bytes of text of a chunk, if it has more than one row
     */
    static FileColumn of(ColumnPlan plan, FileRanges ranges, MemoryPool pool, int textBytes) {
        return switch (plan.form()) {
            case BITS -> new BitFileColumn(plan, ranges, pool);
            case FIXED_BYTES -> new BytesFileColumn(plan, ranges, pool, textBytes);
            case OFFSETS, LARGE_OFFSETS -> new TextFileColumn(plan, ranges, pool, textBytes);
            case VIEWS -> new ViewFileColumn(plan, ranges, pool, textBytes);
            default -> new FixedFileColumn(plan, ranges, pool);
        };
    }

    /** Goes to a batch, in which it is the column with a number. What is compressed is not touched before it is needed. */
    void begin(BatchLayout next, int number) {
        batch = next;
        stored = next.columns().get(number);
        layout = stored.codec() == null ? stored : null;
    }

    /** Shows some bytes of a buffer. */
    final long show(FileRange range, long offset, long length) {
        return stored.codec() == null ? range.show(offset, length) : decompressed.show(offset);
    }

    /** Copies some bytes of a buffer. */
    final void copy(long offset, long target, int length) {
        if (stored.codec() == null) {
            ranges.read(offset, target, length);
        } else {
            UnsafeApi.copyMemory(decompressed.show(offset), target, length);
        }
    }

    /** Goes to a row of the batch, from which on rows are counted. */
    final void at(long row) {
        base = row;
    }

    @Override
    protected final int load(long selection, int count) {
        reserve(count);
        if (layout == null) {
            layout = decompressed.read(batch, stored);
        }
        return decode(selection, count, validity(selection, count));
    }

    /** The row of the last entry. */
    static int last(long selection, int count) {
        return selection == 0 ? count - 1 : UnsafeApi.getInt(selection + 4L * (count - 1));
    }

    static int first(long selection) {
        return selection == 0 ? 0 : UnsafeApi.getInt(selection);
    }

    /** The bitmap of the entries that have a value, or 0 if all have. */
    private long validity(long selection, int count) {
        nulls = 0;
        if (layout.nulls() == 0) {
            return 0;
        }
        long source = bits(bitmap, layout.validity(), last(selection, count), shiftedBitmap);
        if (selection == 0) {
            nulls = count - (int) BitCopyKernel.count(source, 0, count);
            return nulls == 0 ? 0 : source;
        }
        nulls = count - SelectionKernel.gatherBits(source, selection, count, buffer.validityAddress());
        return nulls == 0 ? 0 : buffer.validityAddress();
    }

    /** A bitmap whose first bit is that of the first row: where it lies if that begins a byte. */
    final long bits(FileRange range, long offset, int last, GrowingBuffer shifted) {
        long from = base >> 3;
        long address = show(range, offset + from, (base + last >> 3) - from + 1);
        int shift = (int) (base & 7);
        if (shift == 0) {
            return address;
        }
        int rows = last + 1;
        long target = shifted.ensure((rows + 63L) / 64 * Long.BYTES);
        BitCopyKernel.copy(address, shift, target, 0, rows);
        return target;
    }

    /** Where the value of the first row lies, or would lie if only later ones are shown. */
    final long shown(long selection, int count, int width) {
        int first = first(selection);
        long rows = (long) last(selection, count) - first + 1;
        return show(values, layout.values() + (base + first) * width, rows * width) - (long) first * width;
    }

    /**
     * Shows the entries.
     *
     * @param validity address of the bitmap of entries that have a value, or 0 if all have; {@link #nulls} have none
     * @return {@link #ALL_READ}, or an entry that could not be read: {@link #problem} then, or, if it is not the first one, that there
     *     are too many to show them all
     */
    abstract int decode(long selection, int count, long validity);

    final void show(int count, long address, long validity) {
        ColumnBinder.bind(buffer.column(), count, address, validity, nulls);
    }

    static void gather(int width, long source, long selection, int count, long target) {
        switch (width) {
            case 1 -> SelectionKernel.gather1(source, selection, count, target);
            case 2 -> SelectionKernel.gather2(source, selection, count, target);
            case 4 -> SelectionKernel.gather4(source, selection, count, target);
            case 8 -> SelectionKernel.gather8(source, selection, count, target);
            default -> SelectionKernel.gather16(source, selection, count, target);
        }
    }

    /** Says why the first row could not be read. */
    MalformedDataException failure(Path file) {
        return BrokenFile.column(file, batch.name(), stored.values(), plan.name(), "row " + base + ": " + problem);
    }

    @Override
    public void close() {
        super.close();
        values.close();
        bitmap.close();
        shiftedBitmap.close();
        decompressed.close();
    }
}
