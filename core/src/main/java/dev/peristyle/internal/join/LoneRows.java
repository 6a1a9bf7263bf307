package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.join.kernel.MarkKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Left rows that come out alone, with nulls for the columns of the right. Used again for each chunk. */
final class LoneRows implements AutoCloseable {

    private final int number;
    private final int[] lefts;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final ChunkWriter rows;
    private final ColumnBuffer places;
    private final GrowingBuffer chosen;

    /**
     * Of a join.
     *
     * @param numberedLeft the columns of chunks of the left, then the place and the number of each row
     */
    LoneRows(MemoryPool pool, Joining joining, Schema numberedLeft) {
        Schema schema = joining.schema();
        this.number = numberedLeft.size() - 1;
        this.lefts = new int[schema.size()];
        for (int position = 0; position < lefts.length; position++) {
            String name = schema.field(position).name();
            lefts[position] = joining.left().contains(name) ? joining.left().indexOf(name) : -1;
            buffers.add(new ColumnBuffer(
                    pool, PartitionedJoin.OWNER, schema.field(position).type()));
        }
        this.rows = ChunkWriter.over(schema, buffers);
        this.places = new ColumnBuffer(pool, PartitionedJoin.OWNER, DataType.LONG);
        this.chosen = new GrowingBuffer(pool, PartitionedJoin.OWNER);
    }

    /** Shows the rows of a chunk whose mark is set, or those whose mark is not. */
    Chunk choose(Chunk left, long marks, boolean marked) {
        int all = left.rowCount();
        long entries = chosen.ensure(4L * (all + 1L));
        int count = MarkKernel.select(all, left.column(number).valuesAddress(), marks, marked, entries);
        for (int position = 0; position < lefts.length; position++) {
            if (lefts[position] >= 0) {
                Selection.gather(left.column(lefts[position]), entries, count, buffers.get(position));
            } else {
                NullColumns.show(buffers.get(position), count);
            }
        }
        Selection.gather(left.column(number - 1), entries, count, places);
        rows.publish(count);
        return rows.chunk();
    }

    /** The address of the places of the rows chosen last. */
    long places() {
        return places.valuesAddress();
    }

    @Override
    public void close() {
        rows.invalidate();
        buffers.forEach(ColumnBuffer::close);
        places.close();
        chosen.close();
    }
}
