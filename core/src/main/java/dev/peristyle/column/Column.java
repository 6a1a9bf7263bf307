package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * The values of one column in a chunk: rows {@code [0, rowCount)}, read-only.
 *
 * <p>A column of a chunk is a flyweight: the next chunk shows other values through the same object, and closing the
 * iterator invalidates it. Every access is checked against the row count, which is 0 once it is invalid, so that use
 * after close is an exception. The addresses are for loops that have checked their range; they are valid as long as the
 * chunk is.
 */
public abstract sealed class Column
        permits BooleanColumn,
                IntColumn,
                LongColumn,
                FloatColumn,
                DoubleColumn,
                DecimalColumn,
                DateColumn,
                TimestampColumn,
                StringColumn {

    private final DataType type;
    private int rowCount;
    private boolean valid;
    private long validity;
    private int nullCount;
    long values;

    Column(DataType type) {
        this.type = type;
    }

    /**
     * A column of a type, showing no rows until something is bound to it by a {@link ColumnBuffer} or a
     * {@link ColumnBinder}.
     *
     * @param type the type
     * @return a new column
     */
    static Column create(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> new BooleanColumn();
            case INT -> new IntColumn();
            case LONG -> new LongColumn();
            case FLOAT -> new FloatColumn();
            case DOUBLE -> new DoubleColumn();
            case DECIMAL -> new DecimalColumn(type);
            case DATE -> new DateColumn();
            case TIMESTAMP -> new TimestampColumn(type);
            case STRING -> new StringColumn();
        };
    }

    void bind(int newRowCount, long newValues, long newValidity, int newNullCount) {
        this.rowCount = newRowCount;
        this.values = newValues;
        this.validity = newNullCount == 0 ? 0 : newValidity;
        this.nullCount = newNullCount;
        this.valid = true;
    }

    void invalidate() {
        this.rowCount = 0;
        this.values = 0;
        this.validity = 0;
        this.nullCount = 0;
        this.valid = false;
    }

    /**
     * Returns the type.
     *
     * @return the type
     */
    public final DataType type() {
        return type;
    }

    /**
     * Returns the number of rows.
     *
     * @return rows, 0 when the column is no longer valid
     */
    public final int rowCount() {
        return rowCount;
    }

    /**
     * Returns the number of rows without a value.
     *
     * @return rows
     */
    public final int nullCount() {
        return nullCount;
    }

    /**
     * Says whether a row has no value.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return true if it has none
     */
    public final boolean isNull(int row) {
        checkRow(row);
        return validity != 0 && !isPresent(row);
    }

    /**
     * Returns the address of the validity bitmap: one bit a row, least significant first, in whole 64-bit words.
     *
     * @return a raw address, or 0 when every row has a value
     */
    public final long validityAddress() {
        return validity;
    }

    /**
     * Returns the address of the values in the {@link DataType#layout() layout} of the type.
     *
     * @return a raw address
     */
    public final long valuesAddress() {
        if (!valid) {
            throw closed();
        }
        return values;
    }

    /** Checks that the row exists and has a value. */
    final void checkValue(int row) {
        checkRow(row);
        if (validity != 0 && !isPresent(row)) {
            throw new IllegalStateException("row " + row + " is null; ask isNull(row) first");
        }
    }

    private boolean isPresent(int row) {
        return (UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7) & 1) != 0;
    }

    private void checkRow(int row) {
        if (row < 0 || row >= rowCount) {
            if (!valid) {
                throw closed();
            }
            Objects.checkIndex(row, rowCount);
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException(
                "this " + type + " column is not valid: its chunk has been closed, or next() has not been called yet");
    }
}
