package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Shows columns of pairs of rows as a chunk. Texts are not copied. Used again for each chunk. */
final class PairColumns implements AutoCloseable {

    private final RowLayout layout;
    private final int[] lefts;
    private final int[] rights;
    private final ColumnBuffer[] buffers;
    private final Column[] shown;
    private final ChunkWriter writer;

    /**
     * Columns by their names.
     *
     * @param schema the columns, each of the left or of the rows in memory
     * @param numbered whether the last column is the number of the right row, which is the last column of the right
     * @param layout how the rows in memory lie
     */
    PairColumns(
            MemoryPool pool,
            String owner,
            Schema schema,
            Schema left,
            Schema right,
            boolean numbered,
            RowLayout layout) {
        int size = schema.size();
        this.layout = layout;
        this.lefts = new int[size];
        this.rights = new int[size];
        this.buffers = new ColumnBuffer[size];
        this.shown = new Column[size];
        List<Column> columns = new ArrayList<>();
        for (int position = 0; position < size; position++) {
            Field field = schema.field(position);
            boolean isNumber = numbered && position == size - 1;
            boolean ofLeft = !isNumber && left.contains(field.name());
            lefts[position] = ofLeft ? left.indexOf(field.name()) : -1;
            rights[position] = isNumber ? right.size() - 1 : ofLeft ? -1 : right.indexOf(field.name());
            buffers[position] = new ColumnBuffer(pool, owner, field.type());
            shown[position] = ColumnBinder.create(field.type());
            columns.add(shown[position]);
        }
        this.writer = new ChunkWriter(schema, columns);
    }

    /** What a row takes, about. */
    int rowBytes() {
        int bytes = 1;
        for (Column column : shown) {
            bytes += (int) column.type().layout().bytes(1) + (column.type().layout() == Layout.VIEW ? 5 : 1);
        }
        return bytes;
    }

    /**
     * Gathers pairs.
     *
     * @param chunk the rows of the left
     * @return valid as long as the chunk is and until the next call
     */
    Chunk show(Chunk chunk, Pairs pairs) {
        int count = pairs.count();
        for (int position = 0; position < shown.length; position++) {
            if (lefts[position] >= 0) {
                Selection.gather(chunk.column(lefts[position]), pairs.lefts(), count, buffers[position]);
            } else {
                RowGather.gather(layout, rights[position], pairs.rights(), 8, count, buffers[position]);
            }
            ColumnBinder.bindSame(shown[position], buffers[position].column());
        }
        writer.publish(count);
        return writer.chunk();
    }

    /** As {@link #show}, where the pairs have every row of the chunk once, in order. */
    Chunk showAll(Chunk chunk, Pairs pairs) {
        int count = pairs.count();
        for (int position = 0; position < shown.length; position++) {
            if (lefts[position] >= 0) {
                ColumnBinder.bindSame(shown[position], chunk.column(lefts[position]));
            } else {
                RowGather.gather(layout, rights[position], pairs.rights(), 8, count, buffers[position]);
                ColumnBinder.bindSame(shown[position], buffers[position].column());
            }
        }
        writer.publish(count);
        return writer.chunk();
    }

    @Override
    public void close() {
        writer.invalidate();
        for (ColumnBuffer buffer : buffers) {
            buffer.close();
        }
    }
}
