package dev.peristyle.column;

import dev.peristyle.schema.DataType;

/**
 * Makes columns over memory that the caller owns. For those who implement a source or an operator: nothing here can
 * check that the memory is there, or that it stays as long as the column is used.
 */
public final class ColumnBinder {

    private ColumnBinder() {}

    /**
     * A column of a type without rows.
     *
     * @param type the type
     * @return a new column
     */
    public static Column create(DataType type) {
        return Column.create(type);
    }

    /**
     * Shows rows of fixed width through a column.
     *
     * @param column the column, not one of strings
     * @param rowCount rows
     * @param values address of the values in the layout of the column's type
     * @param validity address of the validity bitmap; not read when there are no nulls
     * @param nullCount rows without a value
     */
    public static void bind(Column column, int rowCount, long values, long validity, int nullCount) {
        column.bind(rowCount, values, validity, nullCount);
    }

    /**
     * Shows rows of text through a column.
     *
     * @param column the column
     * @param rowCount rows
     * @param addresses address of the eight-byte addresses of the text
     * @param lengths address of the four-byte lengths
     * @param validity address of the validity bitmap; not read when there are no nulls
     * @param nullCount rows without a value
     */
    public static void bindViews(
            StringColumn column, int rowCount, long addresses, long lengths, long validity, int nullCount) {
        column.bind(rowCount, addresses, validity, nullCount);
        column.bindLengths(lengths);
    }

    /**
     * Shows through one column the rows that another one shows now.
     *
     * @param column the column to change
     * @param source a column of the same layout
     */
    public static void bindSame(Column column, Column source) {
        column.bind(source.rowCount(), source.valuesAddress(), source.validityAddress(), source.nullCount());
        if (column instanceof StringColumn text) {
            text.bindLengths(((StringColumn) source).lengthsAddress());
        }
    }

    /**
     * Takes the rows away: each further access to a value throws.
     *
     * @param column the column
     */
    public static void invalidate(Column column) {
        column.invalidate();
    }
}
