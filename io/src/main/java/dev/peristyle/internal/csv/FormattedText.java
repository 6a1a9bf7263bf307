package dev.peristyle.internal.csv;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.agrona.UnsafeApi;

/** Writes values as a user wants to see them, one object or more for each: on request, and not as fast as their usual text. Not thread-safe. */
abstract class FormattedText {
    /** No text is longer: a double has up to 309 digits before its point. */
    static final int MAX_BYTES = 512;

    private FormattedText() {}

    /** Writes the text of a value that is not null to {@link #MAX_BYTES} bytes and returns the address after it. */
    abstract long format(long values, int row, long out);

    private static long write(String text, long out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new ComputationException("csv: the format of a column makes a text of " + bytes.length
                    + " bytes, but " + MAX_BYTES + " is the most. Write the column without it");
        }
        UnsafeApi.copyMemory(bytes, UnsafeApi.arrayBaseOffset(byte[].class), null, out, bytes.length);
        return out + bytes.length;
    }

    private static String read(long from, long to) {
        byte[] bytes = new byte[(int) (to - from)];
        UnsafeApi.copyMemory(null, from, bytes, UnsafeApi.arrayBaseOffset(byte[].class), bytes.length);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /**
     * Dates, times of day and timestamps by a pattern, those with a zone in UTC.
     *
     * @throws IllegalArgumentException if it is none, or asks for what such values do not have
     */
    static FormattedText ofPattern(String pattern, DataType type) {
        DateTimeFormatter formatter;
        try {
            formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            formatter.formatTo(value(type, 0), new StringBuilder());
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is no pattern of " + type + ": " + wrong.getMessage()
                            + ". See java.time.format.DateTimeFormatter for its letters",
                    wrong);
        }
        boolean day = type instanceof DataType.Date;
        return new FormattedText() {
            @Override
            long format(long values, int row, long out) {
                long value = day ? UnsafeApi.getInt(values + 4L * row) : UnsafeApi.getLong(values + 8L * row);
                TemporalAccessor time;
                try {
                    time = value(type, value);
                } catch (DateTimeException beyond) {
                    throw new ComputationException(
                            "csv: a value of " + type + " is beyond what '" + pattern
                                    + "' can write. Write the column without a pattern",
                            beyond);
                }
                return write(formatter.format(time), out);
            }
        };
    }

    private static TemporalAccessor value(DataType type, long value) {
        if (type instanceof DataType.Date) {
            return LocalDate.ofEpochDay(value);
        }
        int digits = type instanceof DataType.Time time
                ? time.resolution().fractionDigits()
                : type.resolution().fractionDigits();
        long perSecond = PowersOfTen.asLong(digits);
        long second = Math.floorDiv(value, perSecond);
        long nanos = Math.floorMod(value, perSecond) * PowersOfTen.asLong(9 - digits);
        if (type instanceof DataType.Time) {
            return LocalTime.ofNanoOfDay(second * PowersOfTen.asLong(9) + nanos);
        }
        var instant = Instant.ofEpochSecond(second, nanos).atOffset(ZoneOffset.UTC);
        return type.isUtc() ? instant : instant.toLocalDateTime();
    }

    /** Numbers with just so many digits after the point: those of their usual text, rounded, halves away from zero. */
    static FormattedText ofPlaces(int places, DataType type) {
        ValueFormatter usual = ValueFormatter.of(type);
        return new FormattedText() {
            @Override
            long format(long values, int row, long out) {
                long end = usual.format(values, row, out);
                byte last = UnsafeApi.getByte(end - 1);
                // NaN and infinities
                return last < '0' || last > '9' ? end : write(rounded(read(out, end), places), out);
            }
        };
    }

    private static String rounded(String text, int places) {
        return new BigDecimal(text).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }
}
