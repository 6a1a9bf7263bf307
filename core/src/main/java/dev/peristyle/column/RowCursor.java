package dev.peristyle.column;

import dev.peristyle.internal.ground.TextChars;
import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Rows one after the other, each shown through the cursor itself. Moving and reading primitives allocates nothing.
 *
 * <p>A cursor belongs to the first thread that uses it, until that thread {@linkplain #handOver hands it over} or ends. Every
 * use by another thread is an {@link IllegalStateException} in that thread, closing included: memory stays until the owner
 * closes. To stop it from another thread, cancel the token that was given to {@code Execution.cancellation}.
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

    /** A result of few rows is not worth the memory. */
    private static final int FIRST_REMEMBERED = 64;

    /** Columns of which texts are remembered, with 12 KB of the heap each. */
    private static final int MOST_REMEMBERED = 64;

    private final ChunkIterator chunks;
    private final Schema schema;
    private final Field[] fields;
    private final Cell[] cells;
    private final ThreadOwner owner;
    private Chunk chunk;
    private int rowsInChunk;
    private int row = -1;
    private long rowsBefore;
    private boolean ended;
    private byte[] shown;
    private TextChars[] texts;
    private RecentTexts[] recent;
    private int remembered;
    private volatile boolean closed;

    /**
     * A cursor before the first row.
     *
     * @param chunks where the rows come from; closed with the cursor
     */
    public RowCursor(ChunkIterator chunks) {
        this.chunks = Objects.requireNonNull(chunks, "chunks");
        this.schema = chunks.schema();
        this.fields = schema.fields().toArray(new Field[0]);
        this.cells = new Cell[fields.length];
        for (int column = 0; column < cells.length; column++) {
            cells[column] = Cell.of(fields[column]);
        }
        this.owner = chunks instanceof GuardedChunks guarded ? guarded.owner() : new ThreadOwner("row cursor");
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws IllegalStateException when the cursor is closed or belongs to another thread
     */
    public boolean next() {
        if (owner.isCurrent() && row + 1 < rowsInChunk) {
            row++;
            return true;
        }
        return nextChunk();
    }

    private boolean nextChunk() {
        if (closed) {
            throw new IllegalStateException("the row cursor is closed");
        }
        owner.check();
        if (row + 1 < rowsInChunk) {
            row++;
            return true;
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

    /** Goes to any row of the only chunk that there is, which may have other rows by now. */
    void moveTo(int newRow) {
        owner.check();
        if (chunk == null) {
            chunk = chunks.chunk();
        }
        row = newRow;
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
        if (!owner.isCurrent()) {
            throw owner.refusal();
        }
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
        return Held.by(this, cells[column].getBoolean(present(column).values, row));
    }

    @Override
    public int getInt(int column) {
        return Held.by(this, cells[column].getInt(present(column).values, row));
    }

    @Override
    public long getLong(int column) {
        return Held.by(this, cells[column].getLong(present(column).values, row));
    }

    @Override
    public float getFloat(int column) {
        return Held.by(this, cells[column].getFloat(present(column).values, row));
    }

    @Override
    public double getDouble(int column) {
        return Held.by(this, cells[column].getDouble(present(column).values, row));
    }

    @Override
    public long getUnscaled(int column) {
        return Held.by(this, cells[column].getUnscaled(present(column).values, row));
    }

    @Override
    public BigDecimal getDecimal(int column) {
        return Held.by(this, cells[column].getDecimal(present(column).values, row));
    }

    @Override
    public int getEpochDay(int column) {
        return Held.by(this, cells[column].getEpochDay(present(column).values, row));
    }

    @Override
    public long getEpochMicros(int column) {
        return Held.by(this, cells[column].getEpochMicros(present(column).values, row));
    }

    @Override
    public long getUnits(int column) {
        return Held.by(this, cells[column].getUnits(present(column).values, row));
    }

    @Override
    public BigInteger getBigInteger(int column) {
        return Held.by(this, cells[column].getBigInteger(present(column).values, row));
    }

    @Override
    public LocalTime getTime(int column) {
        return Held.by(this, cells[column].getTime(present(column).values, row));
    }

    @Override
    public Duration getDuration(int column) {
        return Held.by(this, cells[column].getDuration(present(column).values, row));
    }

    @Override
    public Instant getTimestamp(int column) {
        return Held.by(this, cells[column].getInstant(present(column).values, row));
    }

    @Override
    public LocalDateTime getLocalTimestamp(int column) {
        return Held.by(this, cells[column].getLocalDateTime(present(column).values, row));
    }

    @Override
    public byte[] getBytes(int column) {
        return views(column).getBytes(row);
    }

    @Override
    public String getString(int column) {
        ViewColumn bytes = views(column);
        RecentTexts known = bytes instanceof StringColumn ? recent(column) : null;
        return Held.by(
                this,
                known == null
                        ? cells[column].getString(bytes.address(row), bytes.length(row))
                        : known.get(bytes.address(row), bytes.length(row)));
    }

    /** The texts that were shown last; null where they are not remembered: of the first rows, and of more columns than a few. */
    private RecentTexts recent(int column) {
        if (recent == null) {
            if (rowNumber() < FIRST_REMEMBERED) {
                return null;
            }
            recent = new RecentTexts[cells.length];
        }
        if (recent[column] == null && remembered < MOST_REMEMBERED) {
            recent[column] = new RecentTexts();
            remembered++;
        }
        return recent[column];
    }

    @Override
    public CharSequence getText(int column) {
        cells[column].checkText();
        ViewColumn bytes = (ViewColumn) present(column);
        if (texts == null) {
            texts = new TextChars[cells.length];
        }
        if (texts[column] == null) {
            texts[column] = new TextChars();
        }
        TextChars text = texts[column];
        text.show(bytes.address(row), bytes.length(row));
        return Held.by(this, text);
    }

    @Override
    public void view(int column, UnsafeBuffer view) {
        Objects.requireNonNull(view, "view");
        ViewColumn bytes = views(column);
        shown = Held.by(this, bytes.copyTo(row, view, shown));
    }

    private ViewColumn views(int column) {
        cells[column].checkView();
        return (ViewColumn) present(column);
    }

    @Override
    public Object get(int column) {
        Column values = column(column);
        if (values instanceof StringColumn) {
            return values.isNull(row) ? null : getString(column);
        }
        return values.getObject(row);
    }

    /**
     * Gives the cursor to the thread that uses it next, such as one that goes on where this one stops.
     *
     * @throws IllegalStateException when it belongs to another thread
     */
    public void handOver() {
        owner.handOver();
    }

    /**
     * Checks that the current thread may close the cursor, and closes nothing.
     *
     * @throws IllegalStateException when it is open and belongs to another thread
     */
    public void checkClosable() {
        if (!closed) {
            owner.check();
        }
    }

    /**
     * Frees what the cursor holds. Closing again does nothing.
     *
     * @throws IllegalStateException when it belongs to another thread; nothing is freed then
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        owner.check();
        chunks.close();
        closed = true;
        row = -1;
        rowsInChunk = 0;
        chunk = null;
    }
}
