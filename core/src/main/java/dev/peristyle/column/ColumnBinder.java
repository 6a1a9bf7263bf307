package dev.peristyle.column;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Objects;

/**
 * Makes columns over memory that the caller owns. For those who implement a source or an operator: nothing here can
 * check that the memory is there, or that it stays as long as the column is used.
 */
public final class ColumnBinder {

    private ColumnBinder() {}

    /**
     * Chunks for a consumer: they belong to the thread that reads them, cannot be changed, are checked at every use and
     * given back when nobody can reach them any more.
     *
     * @param source the chunks, closed with what is returned; not to be used by others, and does not hold what is returned
     * @param giveBack closes the source in its place when nobody closes what is returned; should not wait for anybody
     * @param what what the consumer calls it, such as {@code "row cursor"}: for messages
     * @param origin what it reads: for the warning when it is never closed
     * @param pool its memory: where it was made, and perhaps the stack, are in that warning
     * @return the chunks for the consumer
     */
    public static ChunkIterator lend(
            ChunkIterator source, Runnable giveBack, String what, String origin, MemoryPool pool) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(giveBack, "giveBack");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(pool, "pool");
        return new GuardedChunks(source, what, origin, pool.openedAt(), pool.isTracing(), giveBack);
    }

    /**
     * Any row of one chunk, for who keeps rows in columns and makes objects of them. It belongs to the thread that uses it.
     *
     * @param chunk the chunk, which may be given other rows later
     * @return a view that is at no row until it is {@linkplain #moveTo moved}
     */
    public static RowCursor row(Chunk chunk) {
        Objects.requireNonNull(chunk, "chunk");
        return new RowCursor(new OneChunk(chunk));
    }

    /**
     * Goes to a row of the chunk.
     *
     * @param row made by {@link #row}
     * @param to its number in the chunk; where there is none of it, each access to a value throws
     */
    public static void moveTo(RowCursor row, int to) {
        Objects.requireNonNull(row, "row").moveTo(to);
    }

    /**
     * A column of a type without rows.
     *
     * @param type the type
     * @return a new column
     */
    public static Column create(DataType type) {
        Objects.requireNonNull(type, "type");
        return Column.create(type);
    }

    /**
     * Shows rows of fixed width through a column.
     *
     * @param column the column, not one of strings
     * @param rowCount rows, 0 or more
     * @param values address of the values in the layout of the column's type
     * @param validity address of the validity bitmap; not read when there are no nulls
     * @param nullCount rows without a value, at most all
     * @throws IllegalArgumentException when a count is out of its range, or an address is missing
     */
    public static void bind(Column column, int rowCount, long values, long validity, int nullCount) {
        checkOwn(column);
        checkCounts(column, rowCount, nullCount);
        checkAddresses(column, rowCount, values, validity, nullCount);
        column.bind(rowCount, values, validity, nullCount);
    }

    /**
     * Shows rows of text through a column.
     *
     * @param column the column
     * @param rowCount rows, 0 or more
     * @param addresses address of the eight-byte addresses of the text
     * @param lengths address of the four-byte lengths
     * @param validity address of the validity bitmap; not read when there are no nulls
     * @param nullCount rows without a value, at most all
     * @throws IllegalArgumentException when a count is out of its range, or an address is missing
     */
    public static void bindViews(
            ViewColumn column, int rowCount, long addresses, long lengths, long validity, int nullCount) {
        checkOwn(column);
        checkCounts(column, rowCount, nullCount);
        checkAddresses(column, rowCount, addresses, validity, nullCount);
        if (rowCount > 0 && lengths == 0) {
            throw new IllegalArgumentException("a " + column.type() + " column of " + rowCount + " rows needs lengths");
        }
        column.bind(rowCount, addresses, validity, nullCount);
        column.bindLengths(lengths);
    }

    /**
     * Shows through one column the rows that another one shows now.
     *
     * @param column the column to change
     * @param source a column of the same layout
     * @throws IllegalArgumentException when the layouts differ
     */
    public static void bindSame(Column column, Column source) {
        Objects.requireNonNull(source, "source");
        checkOwn(column);
        show(column, source);
    }

    /** As {@link #bindSame}, also for a column that was lent: for who lends it. */
    static void show(Column column, Column source) {
        if (column.type().layout() != source.type().layout()) {
            throw new IllegalArgumentException(
                    "a column of type " + column.type() + " cannot show one of type " + source.type());
        }
        column.bind(source.rowCount(), source.valuesAddress(), source.validityAddress(), source.nullCount());
        if (column instanceof ViewColumn text) {
            text.bindLengths(((ViewColumn) source).lengthsAddress());
        }
    }

    /**
     * Takes the rows away: each further access to a value throws.
     *
     * @param column the column
     */
    public static void invalidate(Column column) {
        checkOwn(column);
        column.invalidate();
    }

    private static void checkOwn(Column column) {
        if (Objects.requireNonNull(column, "column").isLent()) {
            throw new IllegalStateException(
                    "this " + column.type() + " column is read-only: only the source that fills it can change it");
        }
    }

    private static void checkCounts(Column column, int rowCount, int nullCount) {
        if (rowCount < 0 || nullCount < 0 || nullCount > rowCount) {
            throw new IllegalArgumentException(
                    "a " + column.type() + " column cannot have " + nullCount + " nulls in " + rowCount + " rows");
        }
    }

    private static void checkAddresses(Column column, int rowCount, long values, long validity, int nullCount) {
        if (rowCount > 0 && values == 0) {
            throw new IllegalArgumentException("a " + column.type() + " column of " + rowCount + " rows needs values");
        }
        if (nullCount > 0 && validity == 0) {
            throw new IllegalArgumentException(
                    "a " + column.type() + " column with " + nullCount + " nulls needs a validity bitmap");
        }
    }

    /** The chunk that a row is in. */
    private record OneChunk(Chunk chunk) implements ChunkIterator {

        @Override
        public Schema schema() {
            return chunk.schema();
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public void close() {
            // the chunk is its owner's
        }
    }
}
