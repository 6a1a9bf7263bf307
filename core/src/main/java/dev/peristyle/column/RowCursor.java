package dev.peristyle.column;

import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Rows one after the other, each shown through the cursor itself. Moving and reading primitives allocates nothing. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (RowCursor row = orders.rows()) {
 *     while (row.next()) {
 *         total += row.getDouble("price");
 *     }
 * }
 * }</pre>
 */
public final class RowCursor implements RowView, AutoCloseable {

    private final ChunkIterator chunks;
    private final Schema schema;
    private final Field[] fields;
    private Chunk chunk;
    private int rowsInChunk;
    private int row = -1;
    private long rowsBefore;
    private boolean ended;
    private boolean closed;

    /**
     * A cursor before the first row.
     *
     * @param chunks where the rows come from; closed with the cursor
     */
    public RowCursor(ChunkIterator chunks) {
        this.chunks = Objects.requireNonNull(chunks, "chunks");
        this.schema = chunks.schema();
        this.fields = schema.fields().toArray(Field[]::new);
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws IllegalStateException when the cursor is closed
     */
    public boolean next() {
        if (++row < rowsInChunk) {
            return true;
        }
        return nextChunk();
    }

    private boolean nextChunk() {
        if (closed) {
            row = -1;
            throw new IllegalStateException("the row cursor is closed");
        }
        do {
            rowsBefore += rowsInChunk;
            rowsInChunk = 0;
            row = -1;
            chunk = null;
            if (ended || !chunks.next()) {
                ended = true;
                return false;
            }
            chunk = chunks.chunk();
            rowsInChunk = chunk.rowCount();
        } while (rowsInChunk == 0);
        row = 0;
        return true;
    }

    /** The column, checked to have a value in this row. */
    private Column present(int index) {
        Column column = column(index);
        if (column.isNull(row)) {
            throw Cells.isNull(fields[index], rowNumber());
        }
        return column;
    }

    private Column column(int index) {
        if (row < 0) {
            throw new IllegalStateException(
                    closed
                            ? "the row cursor is closed"
                            : "the row cursor is not at a row; next() has to return true first");
        }
        return chunk.column(index);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public long rowNumber() {
        return rowsBefore + row;
    }

    @Override
    public boolean isNull(int column) {
        return column(column).isNull(row);
    }

    @Override
    public boolean getBoolean(int column) {
        return Cells.getBoolean(fields[column], present(column).values, row);
    }

    @Override
    public int getInt(int column) {
        return Cells.getInt(fields[column], present(column).values, row);
    }

    @Override
    public long getLong(int column) {
        return Cells.getLong(fields[column], present(column).values, row);
    }

    @Override
    public float getFloat(int column) {
        return Cells.getFloat(fields[column], present(column).values, row);
    }

    @Override
    public double getDouble(int column) {
        return Cells.getDouble(fields[column], present(column).values, row);
    }

    @Override
    public long getUnscaled(int column) {
        return Cells.getUnscaled(fields[column], present(column).values, row);
    }

    @Override
    public BigDecimal getDecimal(int column) {
        return Cells.getDecimal(fields[column], present(column).values, row);
    }

    @Override
    public int getEpochDay(int column) {
        return Cells.getEpochDay(fields[column], present(column).values, row);
    }

    @Override
    public long getEpochMicros(int column) {
        return Cells.getEpochMicros(fields[column], present(column).values, row);
    }

    @Override
    public String getString(int column) {
        return text(column).get(row);
    }

    @Override
    public void view(int column, UnsafeBuffer view) {
        text(column).view(row, view);
    }

    private StringColumn text(int column) {
        Cells.checkText(fields[column]);
        return (StringColumn) present(column);
    }

    /** Frees what the cursor holds. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        row = -1;
        rowsInChunk = 0;
        chunk = null;
        chunks.close();
    }
}
