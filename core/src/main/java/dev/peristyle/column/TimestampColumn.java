package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.time.Instant;
import java.time.LocalDateTime;
import org.agrona.UnsafeApi;

/**
 * A column of timestamps: units of the resolution of its type since 1970-01-01T00:00:00, in UTC or on a wall clock as the
 * type says.
 */
public final class TimestampColumn extends Column {

    TimestampColumn(DataType type) {
        super(type);
    }

    /**
     * Returns the value of a row as a number in units of the resolution of the column's type.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return units since the epoch, negative before
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public long getUnits(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getLong(values + 8L * row));
    }

    /**
     * Returns the value of a row in microseconds, whatever the resolution of the column's type.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return microseconds since the epoch, negative before
     * @throws IllegalStateException when the row is null or the column is no longer valid
     * @throws ArithmeticException when it is not a whole number of microseconds, or not one of 64 bits: then
     *     {@link #getUnits} gives it
     */
    public long getEpochMicros(int row) {
        checkValue(row);
        return Held.by(this, cell.getEpochMicros(values, row));
    }

    /**
     * Returns the value of a row as an instant. Allocates. A local timestamp is taken as if its clock showed UTC.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the instant
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public Instant getInstant(int row) {
        return Cells.instant(getUnits(row), type().resolution());
    }

    /**
     * Returns the value of a row as a date and time. Allocates. A UTC timestamp is shown on a clock in UTC.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the date and time
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public LocalDateTime getLocal(int row) {
        return Cells.localDateTime(getUnits(row), type().resolution());
    }
}
