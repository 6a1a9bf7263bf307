package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.time.Duration;
import org.agrona.UnsafeApi;

/** A column of amounts of time, in units of the resolution of its type. */
public final class DurationColumn extends Column {

    DurationColumn(DataType type) {
        super(type);
    }

    /**
     * Returns a row's amount in units of the resolution of the column's type.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return units
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public long getUnits(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getLong(values + 8L * row));
    }

    /**
     * Returns a row's amount. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the amount of time
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public Duration get(int row) {
        return Cells.duration(getUnits(row), type().resolution());
    }
}
