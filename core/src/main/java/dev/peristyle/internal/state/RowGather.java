package dev.peristyle.internal.state;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.util.List;

/**
 * Shows rows anywhere in memory, in any order, as chunks. Texts are not copied: the chunk shows those of the rows. Not
 * thread-safe.
 */
public final class RowGather implements AutoCloseable {

    private final RowLayout layout;
    private final List<ColumnBuffer> buffers;
    private final ChunkWriter chunk;

    /**
     * A gatherer without memory.
     *
     * @param owner who holds its memory, shown in reports
     */
    public RowGather(MemoryPool pool, String owner, RowLayout layout) {
        this.layout = layout;
        this.buffers = layout.schema().fields().stream()
                .map(field -> new ColumnBuffer(pool, owner, field.type()))
                .toList();
        this.chunk = ChunkWriter.over(layout.schema(), buffers);
    }

    /**
     * Gathers rows.
     *
     * @param rows address of the first row address
     * @param step bytes from one row address to the next: 8 or 16
     * @param count rows
     * @return always the same chunk, valid until the next call, and as long as the rows stay where they are
     */
    public Chunk gather(long rows, int step, int count) {
        for (int column = 0; column < buffers.size(); column++) {
            gather(layout, column, rows, step, count, buffers.get(column));
        }
        chunk.publish(count);
        return chunk.chunk();
    }

    /**
     * Gathers one column.
     *
     * @param rows address of the first row address
     * @param step bytes from one row address to the next: 8 or 16
     * @param count rows
     * @param target a buffer of the column's type; grows, and shows the values then
     */
    public static void gather(RowLayout layout, int column, long rows, int step, int count, ColumnBuffer target) {
        target.ensureCapacity(count);
        if (count == 0) {
            target.publish(0, 0);
            return;
        }
        int offset = layout.offset(column);
        long into = target.valuesAddress();
        if (layout.layout(column) == Layout.VIEW) {
            RowGatherKernel.getViews(rows, step, count, offset, into, target.lengthsAddress());
        } else {
            gatherFixed(layout.layout(column), rows, step, count, offset, into);
        }
        int present = RowGatherKernel.getValidity(
                rows, step, count, layout.nullOffset(column), layout.nullBit(column), target.validityAddress());
        target.publish(count, count - present);
    }

    private static void gatherFixed(Layout layout, long rows, int step, int count, int offset, long into) {
        switch (layout.bytes()) {
            case 0 -> RowGatherKernel.getBits(rows, step, count, offset, into);
            case 1 -> RowGatherKernel.get1(rows, step, count, offset, into);
            case 2 -> RowGatherKernel.get2(rows, step, count, offset, into);
            case 4 -> RowGatherKernel.get4(rows, step, count, offset, into);
            case 8 -> RowGatherKernel.get8(rows, step, count, offset, into);
            default -> RowGatherKernel.get16(rows, step, count, offset, into);
        }
    }

    /** Frees its memory; it can be used again after that. */
    @Override
    public void close() {
        chunk.invalidate();
        buffers.forEach(ColumnBuffer::close);
    }
}
