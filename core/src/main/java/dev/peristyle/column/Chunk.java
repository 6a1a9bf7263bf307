package dev.peristyle.column;

import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * A batch of rows as columns: rows {@code [0, rowCount)} of each. It is reused: the next chunk of the same iterator
 * shows other rows through the same objects, so nothing of it may be kept.
 */
public final class Chunk {

    private final Schema schema;
    private final Column[] columns;
    private int rowCount;

    /**
     * A chunk over given columns, without rows.
     *
     * @param schema the names and types
     * @param columns one column a field, of its type
     */
    public Chunk(Schema schema, List<Column> columns) {
        this.schema = schema;
        this.columns = columns.toArray(Column[]::new);
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

    /**
     * Sets the number of rows. For those who implement a source or an operator.
     *
     * @param rows the rows that every column shows now
     */
    public void publish(int rows) {
        this.rowCount = rows;
    }

    /** Takes the rows of every column away. For those who implement a source or an operator. */
    public void invalidate() {
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
     */
    public int rowCount() {
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

    private <T extends Column> T typed(String name, Class<T> wanted, String accessor) {
        Column column = column(name);
        if (!wanted.isInstance(column)) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is of type " + column.type() + "; " + accessor + "() does not read it");
        }
        return wanted.cast(column);
    }
}
