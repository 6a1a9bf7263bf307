package dev.peristyle.internal.state;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.kernel.RowCopyKernel;
import dev.peristyle.internal.state.kernel.RowScatterKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Writes rows into the page that is open: rows from its start, their texts from its end. Which rows come, and where they come
 * from, is said with {@link #begin}; then they are written as far as each page has room. Not thread-safe.
 */
final class RowWriter implements AutoCloseable {

    /** A gap of more than this part of a page does not go to disk. */
    private static final int LARGE_GAPS = 16;

    private final RowLayout layout;
    private final boolean[] nulls;
    private final int[] longest;
    private final int[] longestOfColumn = new int[1];
    private final GrowingBuffer textSizes;

    /** What rows are written from: chosen ones of a chunk, or where there is none, rows in memory. */
    private Chunk chunk;

    private long selection;
    private int step;
    private int count;
    private long page;
    private long pageBytes;
    private long nextRow;
    private long textTop;
    private long sealedTexts;

    RowWriter(MemoryPool pool, String owner, RowLayout layout) {
        this.layout = layout;
        this.nulls = new boolean[layout.schema().size()];
        this.longest = new int[layout.schema().size()];
        this.textSizes = new GrowingBuffer(pool, owner);
    }

    /**
     * Takes chosen rows of a chunk.
     *
     * @param rowNumbers address of their four-byte numbers
     */
    void begin(Chunk from, long rowNumbers, int rows) {
        chunk = from;
        selection = rowNumbers;
        step = 4;
        count = rows;
        measureTexts();
    }

    /**
     * Takes rows that lie anywhere in memory.
     *
     * @param rows address of the first row address
     * @param distance bytes from one row address to the next
     */
    void begin(long rows, int distance, int rowCount) {
        chunk = null;
        selection = rows;
        step = distance;
        count = rowCount;
        measureTexts();
    }

    private void measureTexts() {
        if (!layout.hasTexts()) {
            return;
        }
        long sums = textSizes.ensure(8L * count);
        if (count == 0) {
            return;
        }
        UnsafeApi.setMemory(sums, 8L * count, (byte) 0);
        for (int column = 0; column < nulls.length; column++) {
            if (layout.layout(column) == Layout.VIEW) {
                measureTexts(column, sums);
            }
        }
    }

    private void measureTexts(int column, long sums) {
        if (chunk == null) {
            RowCopyKernel.addLengths(selection, step, count, layout.offset(column), sums);
        } else {
            ViewColumn texts = (ViewColumn) chunk.column(column);
            RowScatterKernel.addLengths(texts.lengthsAddress(), presence(texts), selection, count, sums);
        }
    }

    /** What a row takes with its texts. */
    long bytes(int row) {
        return layout.rowBytes() + (layout.hasTexts() ? UnsafeApi.getLong(textSizes.address() + 8L * row) : 0);
    }

    /** Writes rows from one on into the open page, and returns how many have room there: 0 without a page. */
    int write(int from) {
        int fitting = fitting(from);
        if (fitting > 0) {
            long first = selection + (long) step * from;
            if (chunk == null) {
                copy(first, fitting);
            } else {
                scatter(fitting, first);
            }
            nextRow += (long) fitting * layout.rowBytes();
        }
        return fitting;
    }

    private int fitting(int from) {
        long room = textTop - nextRow;
        int rowBytes = layout.rowBytes();
        if (!layout.hasTexts()) {
            return (int) Math.min(count - from, room / rowBytes);
        }
        long sums = textSizes.address();
        int row = from;
        while (row < count) {
            room -= rowBytes + UnsafeApi.getLong(sums + 8L * row);
            if (room < 0) {
                break;
            }
            row++;
        }
        return row - from;
    }

    private void copy(long rows, int fitting) {
        RowCopyKernel.copyRows(rows, step, fitting, nextRow, layout.rowBytes());
        for (int column = 0; column < nulls.length; column++) {
            if (layout.layout(column) == Layout.VIEW) {
                textTop = RowCopyKernel.copyTexts(
                        rows, step, fitting, nextRow, layout.offset(column), layout.rowBytes(), textTop);
            }
        }
    }

    private void scatter(int fitting, long rowNumbers) {
        int stride = layout.rowBytes();
        int words = layout.nullsOffset() & -Long.BYTES;
        RowScatterKernel.clear(fitting, nextRow + words, stride, stride - words);
        for (int column = 0; column < nulls.length; column++) {
            scatter(chunk.column(column), column, fitting, rowNumbers, stride);
        }
    }

    private void scatter(Column column, int position, int fitting, long rowNumbers, int stride) {
        long validity = presence(column);
        long target = nextRow + layout.offset(position);
        long source = column.valuesAddress();
        switch (layout.layout(position).bytes()) {
            case 0 -> RowScatterKernel.putBits(source, rowNumbers, fitting, target, stride);
            case 1 -> RowScatterKernel.put1(source, rowNumbers, fitting, target, stride);
            case 2 -> RowScatterKernel.put2(source, rowNumbers, fitting, target, stride);
            case 4 -> RowScatterKernel.put4(source, rowNumbers, fitting, target, stride);
            case 8 -> {
                if (layout.layout(position) == Layout.VIEW) {
                    scatterTexts((ViewColumn) column, position, fitting, rowNumbers, stride);
                } else {
                    RowScatterKernel.put8(source, rowNumbers, fitting, target, stride);
                }
            }
            default -> RowScatterKernel.put16(source, rowNumbers, fitting, target, stride);
        }
        if (validity != 0) {
            int absent = RowScatterKernel.putNulls(
                    validity,
                    rowNumbers,
                    fitting,
                    nextRow + layout.nullOffset(position),
                    stride,
                    layout.nullBit(position));
            nulls[position] |= absent > 0;
        }
    }

    private void scatterTexts(ViewColumn column, int position, int fitting, long rowNumbers, int stride) {
        longestOfColumn[0] = longest[position];
        textTop = RowScatterKernel.putTexts(
                column.valuesAddress(),
                column.lengthsAddress(),
                presence(column),
                rowNumbers,
                fitting,
                nextRow,
                layout.offset(position),
                stride,
                textTop,
                longestOfColumn);
        longest[position] = longestOfColumn[0];
    }

    /** The address of the bitmap that says which rows have a value, or 0 if all have. */
    private static long presence(Column column) {
        return column.nullCount() == 0 ? 0 : column.validityAddress();
    }

    /** Forgets where the rows come from. */
    void end() {
        chunk = null;
    }

    /** Goes on in an empty page. */
    void open(long address, long bytes) {
        page = address;
        pageBytes = bytes;
        nextRow = address;
        textTop = address + bytes;
    }

    /**
     * Ends the open page, if there is one. Texts move down to the rows where that saves a part of the page. What then is neither
     * rows nor texts is filled with zeros: what was in that memory before is nobody's business, on a disk least of all.
     *
     * @return what has to be kept of the page, a multiple of {@link PageTable#UNIT}; 0 without an open page
     */
    long seal() {
        if (pageBytes == 0) {
            return 0;
        }
        long end = page + pageBytes;
        if (!layout.hasTexts()) {
            end = nextRow;
        } else if (textTop - nextRow > pageBytes / LARGE_GAPS) {
            end = moveTexts(end);
        } else {
            UnsafeApi.setMemory(nextRow, textTop - nextRow, (byte) 0);
        }
        long used = end - page + PageTable.UNIT - 1 & -PageTable.UNIT;
        UnsafeApi.setMemory(end, page + used - end, (byte) 0);
        sealedTexts = layout.hasTexts() ? textTop - page : used;
        abandon();
        return used;
    }

    /** Returns where the texts end then. */
    private long moveTexts(long end) {
        long gap = textTop - nextRow;
        int rows = (int) ((nextRow - page) / layout.rowBytes());
        for (int column = 0; column < nulls.length; column++) {
            if (layout.layout(column) == Layout.VIEW) {
                RowCopyKernel.moveTexts(page, rows, layout.offset(column), layout.rowBytes(), (int) gap);
            }
        }
        UnsafeApi.copyMemory(textTop, nextRow, end - textTop);
        textTop = nextRow;
        return end - gap;
    }

    /** Returns how many bytes of the page that was sealed last lie before its texts; all if there are none. */
    long sealedTexts() {
        return sealedTexts;
    }

    /** Forgets the open page. */
    void abandon() {
        pageBytes = 0;
        nextRow = 0;
        textTop = 0;
    }

    boolean hasNulls(int column) {
        return nulls[column];
    }

    int longestText(int column) {
        return longest[column];
    }

    void allowFor(RowWriter other) {
        for (int column = 0; column < nulls.length; column++) {
            nulls[column] |= other.nulls[column];
            longest[column] = Math.max(longest[column], other.longest[column]);
        }
    }

    void forgetValues() {
        Arrays.fill(nulls, false);
        Arrays.fill(longest, 0);
    }

    /** Frees its memory; it can be used again after that. */
    @Override
    public void close() {
        textSizes.close();
    }
}
