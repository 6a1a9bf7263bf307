package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Rows of a result beside their place in it, the last column, and back. */
final class OrdinalRows {

    private final Schema schema;
    private final Column[] shown;
    private final Column ordinals;
    private final ChunkWriter with;
    private final Column[] results;
    private final ChunkWriter without;

    /**
     * Of a result.
     *
     * @param result its columns
     */
    OrdinalRows(Schema result) {
        this.schema = Joining.withLong(result, "place");
        this.shown = new Column[result.size()];
        this.results = new Column[result.size()];
        for (int position = 0; position < shown.length; position++) {
            Field field = result.field(position);
            shown[position] = ColumnBinder.create(field.type());
            results[position] = ColumnBinder.create(field.type());
        }
        this.ordinals = ColumnBinder.create(DataType.LONG);
        List<Column> columns = new ArrayList<>(List.of(shown));
        columns.add(ordinals);
        this.with = new ChunkWriter(schema, columns);
        this.without = new ChunkWriter(result, List.of(results));
    }

    /** The columns of the result, and the place. */
    Schema schema() {
        return schema;
    }

    /**
     * Shows rows with their places.
     *
     * @param rows the columns of the result, and maybe others after them
     * @param places address of the places, eight bytes each
     */
    Chunk show(Chunk rows, long places) {
        int count = rows.rowCount();
        for (int position = 0; position < shown.length; position++) {
            ColumnBinder.bindSame(shown[position], rows.column(position));
        }
        ColumnBinder.bind(ordinals, count, places, 0, 0);
        with.publish(count);
        return with.chunk();
    }

    /** Shows rows that have places without them; null of null. */
    Chunk hide(Chunk rows) {
        if (rows == null) {
            return null;
        }
        for (int position = 0; position < results.length; position++) {
            ColumnBinder.bindSame(results[position], rows.column(position));
        }
        without.publish(rows.rowCount());
        return without.chunk();
    }

    /** Shows nothing any more. */
    void invalidate() {
        with.invalidate();
        without.invalidate();
    }
}
