package dev.peristyle.column;

import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * A batch of rows as columns: rows {@code [0, rowCount)} of each. It is reused: the next chunk of the same iterator
 * shows other rows through the same objects, so nothing of it may be kept. Who is given a chunk can only read it; it is
 * written by the {@link ChunkWriter} that made it. It belongs to the thread that reads the iterator.
 */
public final class Chunk {

    private static final int GONE = -1;

    private final Schema schema;
    private final Column[] columns;
    private final ThreadOwner reader;
    private int rowCount;

    /** A chunk over given columns, one for each field and of its type, without rows. */
    Chunk(Schema schema, List<Column> columns) {
        this.schema = schema;
        this.columns = columns.toArray(new Column[0]);
        this.reader = null;
        if (this.columns.length != schema.size()) {
            throw new IllegalArgumentException(
                    "the schema has " + schema.size() + " columns, but there are " + this.columns.length);
        }
        for (int position = 0; position < this.columns.length; position++) {
            if (!this.columns[position].type().equals(schema.field(position).type())) {
                throw new IllegalArgumentException("column " + position + " is of type " + this.columns[position].type()
                        + ", but the schema says " + schema.field(position));
            }
        }
    }

    /** A chunk that one thread reads. */
    Chunk(Schema schema, ThreadOwner reader) {
        this.schema = schema;
        this.reader = reader;
        this.rowCount = GONE;
        this.columns = new Column[schema.size()];
        for (int position = 0; position < columns.length; position++) {
            columns[position] = Column.create(schema.field(position).type());
            columns[position].lendTo(reader);
        }
    }

    /** Shows the rows of another chunk. */
    void show(Chunk source) {
        for (int column = 0; column < columns.length; column++) {
            ColumnBinder.show(columns[column], source.columns[column]);
        }
        rowCount = source.rowCount;
    }

    /** Shows nothing any more. */
    void clear() {
        rowCount = GONE;
        for (Column column : columns) {
            column.invalidate();
        }
    }

    /** See {@link ChunkWriter#publish}. */
    void publish(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("a chunk cannot have " + rows + " rows");
        }
        for (int position = 0; position < columns.length; position++) {
            if (columns[position].rowCount() != rows) {
                throw new IllegalStateException(
                        "column '" + schema.field(position).name() + "' shows " + columns[position].rowCount()
                                + " rows, but its chunk is to have " + rows);
            }
        }
        this.rowCount = rows;
    }

    /** See {@link ChunkWriter#invalidate}. */
    void invalidate() {
        rowCount = 0;
        for (Column column : columns) {
            column.invalidate();
        }
    }

    /**
     * Returns the names and types of the columns.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Returns the number of rows.
     *
     * @return rows
     * @throws IllegalStateException when the iterator was closed or is at its end, or another thread reads it
     */
    public int rowCount() {
        if (reader != null) {
            if (!reader.isCurrent()) {
                throw reader.refusal();
            }
            if (rowCount == GONE) {
                throw new IllegalStateException(
                        "this chunk is not valid: its iterator has been closed, or next() has not returned true");
            }
        }
        return rowCount;
    }

    /**
     * Returns a column by position.
     *
     * @param position 0 to {@code schema().size() - 1}
     * @return the column
     */
    public Column column(int position) {
        return columns[position];
    }

    /**
     * Returns a column by name.
     *
     * @param name the name
     * @return the column
     * @throws IllegalArgumentException when there is none; suggests the nearest name
     */
    public Column column(String name) {
        return columns[schema.indexOf(name)];
    }

    /**
     * Returns a column of booleans.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public BooleanColumn booleans(String name) {
        return typed(name, BooleanColumn.class, "booleans");
    }

    /**
     * Returns a column of ints.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public IntColumn ints(String name) {
        return typed(name, IntColumn.class, "ints");
    }

    /**
     * Returns a column of longs.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public LongColumn longs(String name) {
        return typed(name, LongColumn.class, "longs");
    }

    /**
     * Returns a column of floats.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public FloatColumn floats(String name) {
        return typed(name, FloatColumn.class, "floats");
    }

    /**
     * Returns a column of doubles.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public DoubleColumn doubles(String name) {
        return typed(name, DoubleColumn.class, "doubles");
    }

    /**
     * Returns a column of decimals.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public DecimalColumn decimals(String name) {
        return typed(name, DecimalColumn.class, "decimals");
    }

    /**
     * Returns a column of dates.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public DateColumn dates(String name) {
        return typed(name, DateColumn.class, "dates");
    }

    /**
     * Returns a column of timestamps.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public TimestampColumn timestamps(String name) {
        return typed(name, TimestampColumn.class, "timestamps");
    }

    /**
     * Returns a column of strings.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public StringColumn strings(String name) {
        return typed(name, StringColumn.class, "strings");
    }

    /**
     * Returns a column of integers that are neither int nor long: of 8 or 16 bits, or without a sign.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public IntegerColumn integers(String name) {
        return typed(name, IntegerColumn.class, "integers");
    }

    /**
     * Returns a column of times of day.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public TimeColumn times(String name) {
        return typed(name, TimeColumn.class, "times");
    }

    /**
     * Returns a column of amounts of time.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public DurationColumn durations(String name) {
        return typed(name, DurationColumn.class, "durations");
    }

    /**
     * Returns a column of bytes.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public BinaryColumn binaries(String name) {
        return typed(name, BinaryColumn.class, "binaries");
    }

    private <T extends Column> T typed(String name, Class<T> wanted, String accessor) {
        Column column = column(name);
        if (!wanted.isInstance(column)) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is of type " + column.type() + "; " + accessor + "() does not read it");
        }
        return wanted.cast(column);
    }
}
