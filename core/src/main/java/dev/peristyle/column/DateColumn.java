package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.time.LocalDate;
import org.agrona.UnsafeApi;

/** A column of dates: days since 1970-01-01. */
public final class DateColumn extends Column {

    DateColumn() {
        super(DataType.DATE);
    }

    /**
     * Returns the value of a row as a number.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return days since 1970-01-01, negative before
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public int getEpochDay(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getInt(values + 4L * row));
    }

    /**
     * Returns the value of a row as an object. Allocates; {@link #getEpochDay} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the date
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public LocalDate get(int row) {
        return LocalDate.ofEpochDay(getEpochDay(row));
    }
}
