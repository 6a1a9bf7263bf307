package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.value.TimeUnits;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** Adds dates, times of day, timestamps and durations. Not thread-safe. */
public final class TimeWriter extends ColumnWriter {

    private final boolean narrow;

    TimeWriter(Field field, ColumnBuffer buffer) {
        super(field, buffer);
        this.narrow = field.type().layout() == Layout.INT32;
    }

    /**
     * Adds a row as it lies in memory.
     *
     * @param units days since 1970-01-01, or units of the column's resolution: since midnight, since 1970-01-01T00:00:00, or
     *     of a duration
     * @throws IllegalArgumentException when the type of the column does not have it
     * @throws IllegalStateException when the chunk is full
     */
    public void addUnits(long units) {
        boolean fits = field.type() instanceof DataType.Time time
                ? units >= 0 && units < time.resolution().perDay()
                : !narrow || units == (int) units;
        if (!fits) {
            throw unfit(units);
        }
        int row = next();
        if (narrow) {
            UnsafeApi.putInt(buffer.valuesAddress() + 4L * row, (int) units);
        } else {
            UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, units);
        }
    }

    /**
     * Adds a date.
     *
     * @param value its value
     * @throws IllegalArgumentException when the column is not one of dates
     */
    public void add(LocalDate value) {
        Objects.requireNonNull(value, "value");
        if (!(field.type() instanceof DataType.Date)) {
            throw unfit(value);
        }
        addUnits(value.toEpochDay());
    }

    /**
     * Adds a time of day.
     *
     * @param value its value, a multiple of the column's resolution
     * @throws IllegalArgumentException when the column is not one of times, or its resolution is coarser
     */
    public void add(LocalTime value) {
        Objects.requireNonNull(value, "value");
        if (!(field.type() instanceof DataType.Time type)) {
            throw unfit(value);
        }
        addUnits(units(0, value.toNanoOfDay(), type.resolution(), value));
    }

    /**
     * Adds an instant.
     *
     * @param value its value, a multiple of the column's resolution
     * @throws IllegalArgumentException when the column is not one of timestamps in UTC, or does not have the value
     */
    public void add(Instant value) {
        Objects.requireNonNull(value, "value");
        if (!(field.type() instanceof DataType.Timestamp type) || !type.isUtc()) {
            throw unfit(value);
        }
        addUnits(units(value.getEpochSecond(), value.getNano(), type.resolution(), value));
    }

    /**
     * Adds what a clock on a wall shows.
     *
     * @param value its value, a multiple of the column's resolution
     * @throws IllegalArgumentException when the column is not one of local timestamps, or does not have the value
     */
    public void add(LocalDateTime value) {
        Objects.requireNonNull(value, "value");
        if (!(field.type() instanceof DataType.Timestamp type) || type.isUtc()) {
            throw unfit(value);
        }
        addUnits(units(value.toEpochSecond(ZoneOffset.UTC), value.getNano(), type.resolution(), value));
    }

    /**
     * Adds an amount of time.
     *
     * @param value its value, a multiple of the column's resolution
     * @throws IllegalArgumentException when the column is not one of durations, or does not have the value
     */
    public void add(Duration value) {
        Objects.requireNonNull(value, "value");
        if (!(field.type() instanceof DataType.Duration type)) {
            throw unfit(value);
        }
        addUnits(units(value.getSeconds(), value.getNano(), type.resolution(), value));
    }

    private long units(long seconds, long nanos, Resolution resolution, Object value) {
        try {
            return TimeUnits.of(seconds, nanos, resolution);
        } catch (ArithmeticException unfit) {
            throw unfit(value);
        }
    }
}
