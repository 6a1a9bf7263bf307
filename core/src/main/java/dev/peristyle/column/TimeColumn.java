package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.time.LocalTime;
import org.agrona.UnsafeApi;

/** A column of times of day, in units of the resolution of its type since midnight. */
public final class TimeColumn extends Column {

    TimeColumn(DataType type) {
        super(type);
    }

    /**
     * Returns a row's time in units of the resolution of the column's type.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return units since midnight
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public long getUnits(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getLong(values + 8L * row));
    }

    /**
     * Returns a row's time. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the time of day
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public LocalTime get(int row) {
        return Cells.localTime(getUnits(row), type().resolution());
    }
}
