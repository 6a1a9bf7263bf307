package dev.peristyle.column;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Objects;

/**
 * Makes a {@link Chunk} and says what it shows. For those who fill columns through raw addresses; whoever is given the chunk
 * cannot get at its writer. Not thread-safe.
 */
public final class ChunkWriter {

    private final Chunk chunk;

    /**
     * A chunk over given columns, without rows.
     *
     * @param schema the names and types
     * @param columns one column for each field, of its type
     * @throws IllegalArgumentException when the columns are not those of the schema
     */
    public ChunkWriter(Schema schema, List<? extends Column> columns) {
        this.chunk = new Chunk(Objects.requireNonNull(schema, "schema"), Arguments.list("columns", columns));
    }

    /**
     * A chunk of which the columns are buffers.
     *
     * @param schema the names and types
     * @param buffers one buffer for each field, of its type; stay the caller's
     * @return its writer
     */
    public static ChunkWriter over(Schema schema, List<ColumnBuffer> buffers) {
        Objects.requireNonNull(schema, "schema");
        return new ChunkWriter(
                schema,
                Arguments.list("buffers", buffers).stream()
                        .map(ColumnBuffer::column)
                        .toList());
    }

    /**
     * Returns the chunk.
     *
     * @return always the same object
     */
    public Chunk chunk() {
        return chunk;
    }

    /**
     * Sets the number of rows, once every column shows them.
     *
     * @param rows 0 or more
     * @throws IllegalArgumentException when it is negative
     * @throws IllegalStateException when a column shows another number of rows
     */
    public void publish(int rows) {
        chunk.publish(rows);
    }

    /** Takes the rows of every column away. */
    public void invalidate() {
        chunk.invalidate();
    }
}
