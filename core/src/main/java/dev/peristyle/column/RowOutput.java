package dev.peristyle.column;

import dev.peristyle.schema.Schema;
import java.util.Objects;

/**
 * Where a function of a user writes rows: sets columns, then adds the row. A column that is not set is null. Texts and other values are
 * copied. Only valid during the call that it is given to.
 */
public interface RowOutput {

    /**
     * Returns the columns of a row.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Sets a boolean.
     *
     * @param column the position of the column, from 0
     * @param value its value
     * @throws IllegalArgumentException when the column is of another type or set already
     */
    void setBoolean(int column, boolean value);

    /**
     * Sets an integer of at most 64 bits.
     *
     * @param column the position of the column, from 0
     * @param value its value
     * @throws IllegalArgumentException when the column is of another type or set already, or the value does not fit
     */
    void setLong(int column, long value);

    /**
     * Sets a float or double.
     *
     * @param column the position of the column, from 0
     * @param value its value
     * @throws IllegalArgumentException when the column is of another type or set already
     */
    void setDouble(int column, double value);

    /**
     * Sets a text, without a string where it is given otherwise.
     *
     * @param column the position of the column, from 0
     * @param value its value
     * @throws IllegalArgumentException when the column is of another type or set already
     */
    void setText(int column, CharSequence value);

    /**
     * Sets a value of any type, as {@link RowView#get(int)} gives it.
     *
     * @param column the position of the column, from 0
     * @param value its value or null
     * @throws IllegalArgumentException when the column is of another type or set already, or the value does not fit
     */
    void set(int column, Object value);

    /**
     * Sets a value of any type, as {@link RowView#get(String)} gives it.
     *
     * @param column the name of the column
     * @param value its value or null
     * @throws IllegalArgumentException when there is no such column, it is of another type or set already, or the value does not fit
     */
    default void set(String column, Object value) {
        set(schema().indexOf(Objects.requireNonNull(column, "column")), value);
    }

    /** Adds the row, and begins the next one with nulls. */
    void add();
}
