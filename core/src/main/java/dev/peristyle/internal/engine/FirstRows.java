package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import java.util.ArrayList;
import java.util.List;

/** Shows the first rows of a chunk, for the rare moment in which a later row of it is in the way. */
final class FirstRows {

    private FirstRows() {}

    /** A chunk over the memory of another one, valid as long as that is. */
    static Chunk of(Chunk chunk, int rows) {
        List<Column> columns = new ArrayList<>();
        for (int position = 0; position < chunk.schema().size(); position++) {
            columns.add(firstRows(chunk.column(position), rows));
        }
        ChunkWriter shown = new ChunkWriter(chunk.schema(), columns);
        shown.publish(rows);
        return shown.chunk();
    }

    private static Column firstRows(Column source, int rows) {
        Column column = ColumnBinder.create(source.type());
        int nulls = 0;
        for (int row = 0; row < rows; row++) {
            nulls += source.isNull(row) ? 1 : 0;
        }
        if (column instanceof ViewColumn views) {
            long lengths = ((ViewColumn) source).lengthsAddress();
            ColumnBinder.bindViews(views, rows, source.valuesAddress(), lengths, source.validityAddress(), nulls);
        } else {
            ColumnBinder.bind(column, rows, source.valuesAddress(), source.validityAddress(), nulls);
        }
        return column;
    }
}
