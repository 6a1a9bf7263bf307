package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowView;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.schema.Schema;

/** The rows of a chunk, one after the other, for a function of a user. */
final class UserRows implements ChunkIterator {

    private static final int SHOWN = 60;

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

    /** What to throw when a function has failed for a row: with the values of the row. */
    static RowFailure failed(String operator, RowView view, int row, RuntimeException failure) {
        StringBuilder values = new StringBuilder();
        for (int column = 0; column < view.schema().size(); column++) {
            String value = String.valueOf(view.get(column));
            values.append(column == 0 ? "" : ", ")
                    .append(view.schema().field(column).name())
                    .append('=')
                    .append(value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value);
        }
        return new RowFailure(
                row, operator + ": the function failed for the row [" + values + "]: " + failure, failure);
    }
}
