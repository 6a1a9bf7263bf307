package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * How single values of one column are read, the conversions that {@link RowView} and {@link TableColumn} share: a class for
 * each form of values, which overrides what converts without loss. {@link ColumnForms} knows which.
 *
 * <p>Every method gets where a value is: of fixed width, the address of the values of all rows and the row; of text and
 * bytes, the address of the value's bytes and their number.
 */
abstract class Cell {

    final DataType type;
    private final String name;

    /**
     * For a column.
     *
     * @param name what messages call it, or null
     */
    Cell(DataType type, String name) {
        this.type = type;
        this.name = name;
    }

    static Cell of(Field field) {
        return ColumnForms.cell(field.type(), field.name());
    }

    /** The value as an object. */
    abstract Object get(long values, int row);

    boolean getBoolean(long values, int row) {
        throw mismatch("boolean");
    }

    int getInt(long values, int row) {
        throw mismatch("int");
    }

    long getLong(long values, int row) {
        throw mismatch("long");
    }

    BigInteger getBigInteger(long values, int row) {
        throw mismatch("BigInteger");
    }

    float getFloat(long values, int row) {
        throw mismatch("float");
    }

    double getDouble(long values, int row) {
        throw mismatch("double");
    }

    long getUnscaled(long values, int row) {
        throw mismatch("unscaled decimal");
    }

    BigDecimal getDecimal(long values, int row) {
        throw mismatch("decimal");
    }

    int getEpochDay(long values, int row) {
        throw mismatch("date");
    }

    long getUnits(long values, int row) {
        throw mismatch("units of time");
    }

    LocalTime getTime(long values, int row) {
        throw mismatch("time");
    }

    Duration getDuration(long values, int row) {
        throw mismatch("duration");
    }

    long getEpochMicros(long values, int row) {
        throw mismatch("timestamp");
    }

    Instant getInstant(long values, int row) {
        throw mismatch("timestamp");
    }

    LocalDateTime getLocalDateTime(long values, int row) {
        throw mismatch("timestamp");
    }

    String getString(long address, int length) {
        throw mismatch("string");
    }

    byte[] getBytes(long address, int length) {
        throw mismatch("bytes");
    }

    /** Checks that values are text. */
    void checkText() {
        throw mismatch("string");
    }

    /** Checks that values are text or bytes. */
    void checkView() {
        throw mismatch("bytes");
    }

    final IllegalArgumentException mismatch(String wanted) {
        return new IllegalArgumentException(
                "column '" + name + "' is of type " + type + ", which does not convert to " + wanted + " without loss");
    }

    /** A value of the column that does not fit what was asked for. */
    final ArithmeticException refuse(Object value, String reason) {
        return new ArithmeticException((name == null ? "a column" : "column '" + name + "'") + " of type " + type + ": "
                + value + " " + reason);
    }
}
