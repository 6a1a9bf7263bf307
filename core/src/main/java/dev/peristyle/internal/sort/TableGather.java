package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableColumn;
import dev.peristyle.internal.sort.kernel.GatherKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/** Shows rows of a table in any order, as chunks. Text is not copied: the chunk shows that of the table. Not thread-safe. */
final class TableGather implements AutoCloseable {

    private final int shift;
    private final int mask;
    private final long[][] values;
    private final long[][] validity;
    private final long[][] text;
    private final boolean[] nullable;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final Chunk chunk;

    TableGather(MemoryPool pool, String owner, Table table) {
        int columns = table.schema().size();
        this.shift = table.batchShift();
        this.mask = (1 << shift) - 1;
        this.values = new long[columns][];
        this.validity = new long[columns][];
        this.text = new long[columns][];
        this.nullable = new boolean[columns];
        int batches = (int) (table.rowCount() + mask >>> shift);
        List<Column> shown = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            TableColumn source = table.column(column);
            values[column] = new long[batches];
            validity[column] = new long[batches];
            text[column] = new long[batches];
            for (int batch = 0; batch < batches; batch++) {
                values[column][batch] = source.valuesAddress(batch);
                validity[column][batch] = source.validityAddress(batch);
                text[column][batch] = source.textAddress(batch);
                nullable[column] |= validity[column][batch] != 0;
            }
            ColumnBuffer buffer = new ColumnBuffer(pool, owner, source.field().type());
            buffers.add(buffer);
            shown.add(buffer.column());
        }
        this.chunk = new Chunk(table.schema(), shown);
    }

    /**
     * Gathers rows.
     *
     * @param entries address of the entries whose row numbers are wanted, none of them past the table
     * @param count entries
     * @return always the same chunk, valid until the next call, and as long as the table is
     */
    Chunk gather(long entries, int count) {
        for (int column = 0; column < values.length; column++) {
            gather(column, entries, count);
        }
        chunk.publish(count);
        return chunk;
    }

    private void gather(int column, long entries, int count) {
        ColumnBuffer target = buffers.get(column);
        target.ensureCapacity(count);
        long[] source = values[column];
        switch (target.column().type().layout()) {
            case BIT -> GatherKernel.bits(entries, count, source, shift, mask, target.valuesAddress());
            case INT32, FLOAT32 -> GatherKernel.gather4(entries, count, source, shift, mask, target.valuesAddress());
            case INT64, FLOAT64 -> GatherKernel.gather8(entries, count, source, shift, mask, target.valuesAddress());
            case VIEW ->
                GatherKernel.views(
                        entries,
                        count,
                        source,
                        text[column],
                        shift,
                        mask,
                        target.valuesAddress(),
                        target.lengthsAddress());
        }
        int present = nullable[column]
                ? GatherKernel.bits(entries, count, validity[column], shift, mask, target.validityAddress())
                : count;
        target.publish(count, count - present);
    }

    @Override
    public void close() {
        chunk.invalidate();
        buffers.forEach(ColumnBuffer::close);
    }
}
