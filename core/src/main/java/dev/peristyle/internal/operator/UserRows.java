package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.RowCursor;
import dev.peristyle.schema.Schema;

/** The rows of a chunk, one after the other, for a function of a user. */
final class UserRows implements ChunkIterator {

    private final Chunk chunk;
    private boolean begun;

    private UserRows(Chunk chunk) {
        this.chunk = chunk;
    }

    /** A cursor before the first row. */
    static RowCursor of(Chunk chunk) {
        return new RowCursor(new UserRows(chunk));
    }

    @Override
    public Schema schema() {
        return chunk.schema();
    }

    @Override
    public boolean next() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public void close() {}
}
