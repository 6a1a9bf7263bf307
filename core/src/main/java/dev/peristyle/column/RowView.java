package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One row, shown through an object that is used again for the next row: read what you need, do not keep the view.
 *
 * <p>Columns are named by position or by name. A name costs a hash lookup for each call; in hot loops ask
 * {@link #columnIndex} once. No accessor of a primitive allocates. Each of them throws {@link IllegalStateException} when
 * the row has no value in the column, and {@link IllegalArgumentException} when the column's type does not convert to the
 * one asked for without loss; the widening of Java's numbers is done, so {@code getLong} reads ints and {@code getDouble}
 * reads every number.
 */
public interface RowView {

    /**
     * Returns the columns.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Returns the position of the row.
     *
     * @return 0 for the first row of what is iterated
     */
    long rowNumber();

    /**
     * Returns the position of a column.
     *
     * @param name its name
     * @return 0 to {@code schema().size() - 1}
     * @throws IllegalArgumentException when there is none; suggests the nearest name
     */
    default int columnIndex(String name) {
        return schema().indexOf(name);
    }

    /**
     * Says whether the row has no value in a column.
     *
     * @param column the column's position
     * @return true if it has none
     */
    boolean isNull(int column);

    /**
     * Returns a boolean.
     *
     * @param column position of a boolean column
     * @return the value
     */
    boolean getBoolean(int column);

    /**
     * Returns an int.
     *
     * @param column position of a column of integers that are all ints: byte, short, int, unsigned byte, unsigned short
     * @return the value
     */
    int getInt(int column);

    /**
     * Returns a long.
     *
     * @param column position of a column of any integer type
     * @return the value
     * @throws ArithmeticException when an unsigned long is not less than 2<sup>63</sup>; {@link #getBigInteger} gives it
     */
    long getLong(int column);

    /**
     * Returns an integer, however large. Allocates.
     *
     * @param column position of a column of any integer type, or of decimals without a fraction (of scale 0)
     * @return the value
     */
    BigInteger getBigInteger(int column);

    /**
     * Returns a float.
     *
     * @param column position of a float column
     * @return the value
     */
    float getFloat(int column);

    /**
     * Returns a double.
     *
     * @param column position of a column of any numeric type; longs and decimals are rounded to the nearest double
     * @return the value
     */
    double getDouble(int column);

    /**
     * Returns a decimal as an integer: its value times 10<sup>scale</sup>.
     *
     * @param column position of a decimal column
     * @return the unscaled value
     * @throws ArithmeticException when it has more than 64 bits; {@link #getDecimal} gives it
     */
    long getUnscaled(int column);

    /**
     * Returns an exact decimal. Allocates.
     *
     * @param column position of a column of decimals or of any integer type
     * @return the value
     */
    BigDecimal getDecimal(int column);

    /**
     * Returns a date as a number.
     *
     * @param column position of a date column
     * @return days since 1970-01-01
     */
    int getEpochDay(int column);

    /**
     * Returns a date. Allocates.
     *
     * @param column position of a date column
     * @return the value
     */
    default LocalDate getDate(int column) {
        return LocalDate.ofEpochDay(getEpochDay(column));
    }

    /**
     * Returns a time of day, timestamp or duration as a number.
     *
     * @param column position of a time, timestamp or duration column
     * @return units of the {@link DataType#resolution() resolution} of the type: since midnight, since
     *     1970-01-01T00:00:00, or how many
     */
    long getUnits(int column);

    /**
     * Returns a time of day. Allocates.
     *
     * @param column position of a time column
     * @return the value
     */
    LocalTime getTime(int column);

    /**
     * Returns an amount of time. Allocates.
     *
     * @param column position of a duration column
     * @return the value
     */
    Duration getDuration(int column);

    /**
     * Returns a timestamp of any resolution in microseconds.
     *
     * @param column position of a timestamp column
     * @return microseconds since 1970-01-01T00:00:00
     * @throws ArithmeticException when it is not a whole number of them, or not one of 64 bits; {@link #getUnits} gives it
     */
    long getEpochMicros(int column);

    /**
     * Returns a timestamp as an instant. Allocates. A local timestamp is taken as if its clock showed UTC.
     *
     * @param column position of a timestamp column
     * @return the value
     */
    Instant getTimestamp(int column);

    /**
     * Returns a timestamp as a date and time. Allocates. An instant is shown on a clock in UTC.
     *
     * @param column position of a timestamp column
     * @return the value
     */
    LocalDateTime getLocalTimestamp(int column);

    /**
     * Returns a text. Allocates; {@link #view} does not.
     *
     * @param column position of a string column
     * @return the value; bytes that are not UTF-8 are shown as U+FFFD
     */
    String getString(int column);

    /**
     * Shows a text as characters. In a cursor, and in what a function of yours is given, one object for each column shows the text
     * of one row after the other, so that nothing is allocated: it is valid until the column is asked for the text of another row;
     * {@code toString()} makes a string of it. Bytes that are not UTF-8 are shown as U+FFFD.
     *
     * @param column position of a string column
     * @return the value
     */
    default CharSequence getText(int column) {
        return getString(column);
    }

    /**
     * Shows the bytes of a value through a buffer of the caller. It is a copy, so that the view shows the same bytes as long as
     * it is kept; a view that is passed again keeps its array, so that a loop with one view allocates nothing.
     *
     * @param column position of a string or binary column
     * @param view is wrapped around the bytes
     */
    void view(int column, UnsafeBuffer view);

    /**
     * Returns a copy of the bytes of a text or binary value. Allocates; {@link #view} does not.
     *
     * @param column position of a string or binary column
     * @return the bytes
     */
    byte[] getBytes(int column);

    /**
     * Returns a value as an object. Allocates.
     *
     * <table>
     *   <caption>Classes</caption>
     *   <tr><th>type</th><th>class</th></tr>
     *   <tr><td>boolean</td><td>Boolean</td></tr>
     *   <tr><td>byte, short, int, long</td><td>Byte, Short, Integer, Long</td></tr>
     *   <tr><td>unsigned byte, unsigned short</td><td>Integer</td></tr>
     *   <tr><td>unsigned int</td><td>Long</td></tr>
     *   <tr><td>unsigned long</td><td>BigInteger</td></tr>
     *   <tr><td>float, double</td><td>Float, Double</td></tr>
     *   <tr><td>decimal</td><td>BigDecimal</td></tr>
     *   <tr><td>date, time</td><td>LocalDate, LocalTime</td></tr>
     *   <tr><td>timestamp, local timestamp</td><td>Instant, LocalDateTime</td></tr>
     *   <tr><td>duration</td><td>Duration</td></tr>
     *   <tr><td>string, binary</td><td>String, byte[]</td></tr>
     * </table>
     *
     * @param column the column's position
     * @return the value, or null
     */
    Object get(int column);

    /**
     * As {@link #isNull(int)}.
     *
     * @param column the column's name
     * @return true if the row has no value
     */
    default boolean isNull(String column) {
        return isNull(columnIndex(column));
    }

    /**
     * As {@link #getBoolean(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default boolean getBoolean(String column) {
        return getBoolean(columnIndex(column));
    }

    /**
     * As {@link #getInt(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default int getInt(String column) {
        return getInt(columnIndex(column));
    }

    /**
     * As {@link #getLong(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default long getLong(String column) {
        return getLong(columnIndex(column));
    }

    /**
     * As {@link #getFloat(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default float getFloat(String column) {
        return getFloat(columnIndex(column));
    }

    /**
     * As {@link #getDouble(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default double getDouble(String column) {
        return getDouble(columnIndex(column));
    }

    /**
     * As {@link #getUnscaled(int)}.
     *
     * @param column the column's name
     * @return the unscaled value
     */
    default long getUnscaled(String column) {
        return getUnscaled(columnIndex(column));
    }

    /**
     * As {@link #getDecimal(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default BigDecimal getDecimal(String column) {
        return getDecimal(columnIndex(column));
    }

    /**
     * As {@link #getEpochDay(int)}.
     *
     * @param column the column's name
     * @return days since 1970-01-01
     */
    default int getEpochDay(String column) {
        return getEpochDay(columnIndex(column));
    }

    /**
     * As {@link #getDate(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default LocalDate getDate(String column) {
        return getDate(columnIndex(column));
    }

    /**
     * As {@link #getEpochMicros(int)}.
     *
     * @param column the column's name
     * @return microseconds since 1970-01-01T00:00:00
     */
    default long getEpochMicros(String column) {
        return getEpochMicros(columnIndex(column));
    }

    /**
     * As {@link #getTimestamp(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default Instant getTimestamp(String column) {
        return getTimestamp(columnIndex(column));
    }

    /**
     * As {@link #getLocalTimestamp(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default LocalDateTime getLocalTimestamp(String column) {
        return getLocalTimestamp(columnIndex(column));
    }

    /**
     * As {@link #getString(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default String getString(String column) {
        return getString(columnIndex(column));
    }

    /**
     * As {@link #getText(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default CharSequence getText(String column) {
        return getText(columnIndex(column));
    }

    /**
     * As {@link #getBigInteger(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default BigInteger getBigInteger(String column) {
        return getBigInteger(columnIndex(column));
    }

    /**
     * As {@link #getUnits(int)}.
     *
     * @param column the column's name
     * @return units of the resolution of the type
     */
    default long getUnits(String column) {
        return getUnits(columnIndex(column));
    }

    /**
     * As {@link #getTime(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default LocalTime getTime(String column) {
        return getTime(columnIndex(column));
    }

    /**
     * As {@link #getDuration(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default Duration getDuration(String column) {
        return getDuration(columnIndex(column));
    }

    /**
     * As {@link #getBytes(int)}.
     *
     * @param column the column's name
     * @return the bytes
     */
    default byte[] getBytes(String column) {
        return getBytes(columnIndex(column));
    }

    /**
     * As {@link #get(int)}.
     *
     * @param column the column's name
     * @return the value, or null
     */
    default Object get(String column) {
        return get(columnIndex(column));
    }
}
