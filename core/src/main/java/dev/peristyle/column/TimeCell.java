package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.agrona.UnsafeApi;

/** Reads dates, and what counts in units of time. */
abstract class TimeCell extends Cell {

    private TimeCell(DataType type, String name) {
        super(type, name);
    }

    /** {@link DataType#DATE}. */
    static final class OfDate extends TimeCell {

        OfDate(DataType type, String name) {
            super(type, name);
        }

        @Override
        int getEpochDay(long values, int row) {
            return UnsafeApi.getInt(values + 4L * row);
        }

        @Override
        Object get(long values, int row) {
            return LocalDate.ofEpochDay(getEpochDay(values, row));
        }
    }

    /** 64-bit counts of a unit. */
    private abstract static class Counted extends TimeCell {

        final Resolution resolution;

        Counted(DataType type, String name) {
            super(type, name);
            this.resolution = type.resolution();
        }

        @Override
        final long getUnits(long values, int row) {
            return UnsafeApi.getLong(values + 8L * row);
        }
    }

    /** Times of day. */
    static final class OfDay extends Counted {

        OfDay(DataType type, String name) {
            super(type, name);
        }

        @Override
        LocalTime getTime(long values, int row) {
            return Cells.localTime(getUnits(values, row), resolution);
        }

        @Override
        Object get(long values, int row) {
            return getTime(values, row);
        }
    }

    /** Amounts of time. */
    static final class OfDuration extends Counted {

        OfDuration(DataType type, String name) {
            super(type, name);
        }

        @Override
        Duration getDuration(long values, int row) {
            return Cells.duration(getUnits(values, row), resolution);
        }

        @Override
        Object get(long values, int row) {
            return getDuration(values, row);
        }
    }

    /** Timestamps in UTC and local ones. */
    static final class OfTimestamp extends Counted {

        OfTimestamp(DataType type, String name) {
            super(type, name);
        }

        @Override
        long getEpochMicros(long values, int row) {
            long units = getUnits(values, row);
            if (!Cells.isWholeMicros(units, resolution)) {
                throw refuse(
                        getLocalDateTime(values, row),
                        "is not a whole number of microseconds of 64 bits; read it with getUnits, getTimestamp or"
                                + " getLocalTimestamp");
            }
            return Cells.micros(units, resolution);
        }

        @Override
        Instant getInstant(long values, int row) {
            return Cells.instant(getUnits(values, row), resolution);
        }

        @Override
        LocalDateTime getLocalDateTime(long values, int row) {
            return Cells.localDateTime(getUnits(values, row), resolution);
        }

        @Override
        Object get(long values, int row) {
            return type.isUtc() ? getInstant(values, row) : getLocalDateTime(values, row);
        }
    }
}
