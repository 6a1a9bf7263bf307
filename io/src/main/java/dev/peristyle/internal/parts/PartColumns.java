package dev.peristyle.internal.parts;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of rows that are divided.
 *
 * @param data those that are in the files
 * @param keys those that directories say
 */
public record PartColumns(Schema data, Schema keys) {

    /**
     * Divides the columns.
     *
     * @param by names of those that directories say
     * @throws IllegalArgumentException if there is no such column, or none is left
     */
    public static PartColumns of(Schema schema, List<String> by) {
        List<String> unknown =
                by.stream().filter(name -> !schema.names().contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the rows to be written cannot be divided by " + ShownNames.of(unknown)
                    + ": their columns are " + ShownNames.of(schema.names()));
        }
        List<Field> left = schema.fields().stream()
                .filter(field -> !by.contains(field.name()))
                .toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("if the rows are divided by " + ShownNames.of(by)
                    + ", no column is left for the files. Divide by fewer columns");
        }
        Schema keys = Schema.of(
                by.stream().map(name -> schema.field(schema.indexOf(name))).toArray(Field[]::new));
        return new PartColumns(Schema.of(left.toArray(Field[]::new)), keys);
    }

    /** What of a chunk is in the files; valid as long as the chunk. */
    public Chunk dataOf(Chunk chunk) {
        List<Column> columns = new ArrayList<>();
        for (String name : data.names()) {
            columns.add(chunk.column(name));
        }
        ChunkWriter projected = new ChunkWriter(data, columns);
        projected.publish(chunk.rowCount());
        return projected.chunk();
    }
}
