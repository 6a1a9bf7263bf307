package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Source;
import org.agrona.UnsafeApi;

/**
 * Checks what comes out of a source, once for each chunk: that there are as many rows everywhere as it says, of the types that
 * its schema says, and that text is somewhere. What is wrong with it is an error that names the source and the column.
 */
final class ChunkCheck {

    private final Source source;
    private final Schema schema;
    private final boolean texts;
    private Chunk known;

    /**
     * A check of chunks.
     *
     * @param source what they come from, named in errors
     * @param schema what they have to be
     * @param texts whether to look at each text as well
     */
    ChunkCheck(Source source, Schema schema, boolean texts) {
        this.source = source;
        this.schema = schema;
        this.texts = texts;
    }

    /** Returns the chunk if nothing is wrong with it. */
    Chunk check(Chunk chunk) {
        if (chunk == null || chunk != known) {
            checkSchema(chunk);
            known = chunk;
        }
        int rows = chunk.rowCount();
        for (int position = 0; position < schema.size(); position++) {
            Column column = chunk.column(position);
            int nulls = column.nullCount();
            if (column.rowCount() != rows) {
                throw wrong(position, "shows " + column.rowCount() + " rows in a chunk of " + rows);
            }
            if (nulls < 0 || nulls > rows) {
                throw wrong(position, "has " + nulls + " nulls in " + rows + " rows");
            }
            if (texts && column instanceof ViewColumn text) {
                checkTexts(text, rows, position);
            }
        }
        return chunk;
    }

    private void checkSchema(Chunk chunk) {
        if (chunk == null) {
            throw new IllegalStateException(name() + " delivered no chunk, though it said that there is one");
        }
        if (chunk.schema().size() != schema.size()) {
            throw new IllegalStateException(name() + " delivered the columns "
                    + chunk.schema().names() + ", but was asked for " + schema.names());
        }
        for (int position = 0; position < schema.size(); position++) {
            Field wanted = schema.field(position);
            DataType type = chunk.column(position).type();
            if (!type.equals(wanted.type())) {
                throw wrong(position, "is delivered as " + type + ", but its schema says " + wanted.type());
            }
            if (!chunk.schema().field(position).name().equals(wanted.name())) {
                throw wrong(
                        position,
                        "is delivered under the name '"
                                + chunk.schema().field(position).name() + "'");
            }
        }
    }

    private void checkTexts(ViewColumn column, int rows, int position) {
        if (rows == 0) {
            return;
        }
        long addresses = column.valuesAddress();
        long lengths = column.lengthsAddress();
        for (int row = 0; row < rows; row++) {
            int length = UnsafeApi.getInt(lengths + 4L * row);
            boolean nowhere = length > 0 && UnsafeApi.getLong(addresses + 8L * row) == 0;
            if ((length < 0 || nowhere) && !column.isNull(row)) {
                throw wrong(
                        position, "has a text of " + length + " bytes that is nowhere, in row " + row + " of a chunk");
            }
        }
    }

    private IllegalStateException wrong(int position, String what) {
        return new IllegalStateException("column '" + schema.field(position).name() + "' of " + name() + " " + what
                + ". The source has to be corrected");
    }

    private String name() {
        return "source '" + source.describe() + "'";
    }
}
