package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.ValueParser;
import dev.peristyle.internal.value.TimeUnits;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.nio.charset.StandardCharsets;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.agrona.UnsafeApi;

/**
 * Parses dates, times of day and timestamps by a pattern of {@link DateTimeFormatter}: some objects for each value, and strictly, so that February 30th is an
 * error. A local timestamp has no zone in it; one in UTC has, or is what a clock in a given zone showed: what that showed twice is the first of both, what it
 * never showed is an error. Not thread-safe.
 */
final class PatternParser extends ValueParser {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern ZONE = Pattern.compile("[VvzOXxZ]");
    private static final int LONGEST = 512;

    private final DataType type;
    private final DateTimeFormatter formatter;
    private final ZoneId zone;
    private final Resolution resolution;
    private final byte[] bytes = new byte[LONGEST];

    /** Whether the next text is likely to be no value, because the last one was none. */
    private boolean doubtful;

    /**
     * A parser for one type.
     *
     * @param zone that of timestamps in UTC whose text has none; null if it has to have one
     * @throws IllegalArgumentException if it is no pattern, or does not say all of a value
     */
    PatternParser(String pattern, DataType type, ZoneId zone) {
        super(null, type.layout().bytes(), false);
        this.type = type;
        this.formatter = formatter(pattern, type);
        this.zone = zone;
        this.resolution = type instanceof DataType.Time time
                ? time.resolution()
                : type instanceof DataType.Timestamp timestamp ? timestamp.resolution() : null;
        check(pattern);
    }

    private static DateTimeFormatter formatter(String pattern, DataType type) {
        String letters = QUOTED.matcher(pattern).replaceAll("");
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        try {
            builder.appendPattern(pattern);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is no pattern of " + type + ": " + wrong.getMessage()
                            + ". See java.time.format.DateTimeFormatter for its letters",
                    wrong);
        }
        if (letters.indexOf('y') >= 0 && letters.indexOf('G') < 0) {
            builder.parseDefaulting(ChronoField.ERA, 1);
        }
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Whether a pattern has a letter for a zone or an offset. */
    static boolean hasZone(String pattern) {
        return ZONE.matcher(QUOTED.matcher(pattern).replaceAll("")).find();
    }

    private void check(String pattern) {
        ZonedDateTime sample = ZonedDateTime.of(2024, 2, 29, 13, 45, 6, 0, ZoneOffset.UTC);
        TemporalAccessor value = type instanceof DataType.Date
                ? sample.toLocalDate()
                : type instanceof DataType.Time
                        ? sample.toLocalTime()
                        : type.isUtc() ? sample : sample.toLocalDateTime();
        try {
            valueOf(formatter.parse(formatter.format(value)));
        } catch (DateTimeException | ArithmeticException incomplete) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' does not say all of a " + type + ": " + incomplete.getMessage(), incomplete);
        }
    }

    @Override
    protected boolean read(long address, int length, FieldColumn column, ParseState state, long values, int row) {
        if (length > LONGEST) {
            return false;
        }
        UnsafeApi.copyMemory(null, address, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        boolean read = (!doubtful || fits(text)) && parse(text, values, row);
        doubtful = !read;
        return read;
    }

    /** Most texts of a sample are no times, and an exception for each would take long. */
    private boolean fits(String text) {
        ParsePosition end = new ParsePosition(0);
        return formatter.parseUnresolved(text, end) != null
                && end.getErrorIndex() < 0
                && end.getIndex() == text.length();
    }

    private boolean parse(String text, long values, int row) {
        try {
            long value = valueOf(formatter.parse(text));
            if (type instanceof DataType.Date) {
                UnsafeApi.putInt(values + 4L * row, Math.toIntExact(value));
            } else {
                UnsafeApi.putLong(values + 8L * row, value);
            }
            return true;
        } catch (DateTimeException | ArithmeticException none) {
            return false;
        }
    }

    /**
     * The value of what was parsed.
     *
     * @throws DateTimeException if something of it is missing
     * @throws ArithmeticException if the type has no room for it
     */
    private long valueOf(TemporalAccessor parsed) {
        if (type instanceof DataType.Date) {
            return LocalDate.from(parsed).toEpochDay();
        }
        if (type instanceof DataType.Time) {
            return TimeUnits.of(0, LocalTime.from(parsed).toNanoOfDay(), resolution);
        }
        Instant instant = instantOf(parsed);
        return TimeUnits.of(instant.getEpochSecond(), instant.getNano(), resolution);
    }

    private Instant instantOf(TemporalAccessor parsed) {
        ZoneId written = parsed.query(TemporalQueries.zone());
        if (!type.isUtc()) {
            if (written != null) {
                throw new DateTimeException("a local timestamp has no zone");
            }
            return LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
        }
        if (written != null && parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed);
        }
        ZoneId where = written == null ? zone : written;
        if (where == null) {
            throw new DateTimeException(
                    "it has no zone. Say in which such times are: zone(...), such as ZoneOffset.UTC");
        }
        LocalDateTime shown = LocalDateTime.from(parsed);
        List<ZoneOffset> offsets = where.getRules().getValidOffsets(shown);
        if (offsets.isEmpty()) {
            throw new DateTimeException("no clock in " + where + " has shown " + shown);
        }
        return shown.toInstant(offsets.get(0));
    }
}
