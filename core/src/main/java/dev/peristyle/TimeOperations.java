package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.CalendarPart;
import dev.peristyle.internal.function.DateWithTime;
import dev.peristyle.internal.function.Epoch;
import dev.peristyle.internal.function.FormatTime;
import dev.peristyle.internal.function.FractionPart;
import dev.peristyle.internal.function.ParseTime;
import dev.peristyle.internal.function.PlusUnits;
import dev.peristyle.internal.function.UnitsBetween;
import dev.peristyle.internal.function.ZoneShift;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/**
 * What can be computed from dates, times and timestamps beyond the parts that {@link Expression} has: {@code
 * col("shipped").time().plus(1, ChronoUnit.MONTHS)}. Immutable.
 *
 * <p>Dates follow the ISO calendar, also before it was introduced. What a type does not reach is a {@link
 * dev.peristyle.error.ComputationException} at run time.
 */
public final class TimeOperations {

    private final Node node;

    TimeOperations(Node node) {
        this.node = node;
    }

    private Expression with(ScalarFunction function, Object... others) {
        return Expression.call(function, node, others);
    }

    /**
     * The quarter of the year of a date or timestamp, 1 to 4.
     *
     * @return the expression, an int
     */
    public Expression quarter() {
        return with(CalendarPart.QUARTER);
    }

    /**
     * The day of the year of a date or timestamp, 1 to 366.
     *
     * @return the expression, an int
     */
    public Expression dayOfYear() {
        return with(CalendarPart.DAY_OF_YEAR);
    }

    /**
     * The week of a date or timestamp by ISO 8601, 1 to 53: it begins on Monday, and the first one of a year is the one with its
     * first Thursday.
     *
     * @return the expression, an int
     */
    public Expression isoWeek() {
        return with(CalendarPart.ISO_WEEK);
    }

    /**
     * The year that the week of {@link #isoWeek} belongs to.
     *
     * @return the expression, an int
     */
    public Expression isoYear() {
        return with(CalendarPart.ISO_YEAR);
    }

    /**
     * The last day of the month of a date or timestamp.
     *
     * @return the expression, a date
     */
    public Expression lastDayOfMonth() {
        return with(CalendarPart.LAST_DAY);
    }

    /**
     * The thousandths of the second of a timestamp or time of day, 0 to 999.
     *
     * @return the expression, an int
     */
    public Expression millisecond() {
        return with(FractionPart.MILLISECOND);
    }

    /**
     * The millionths of the second of a timestamp or time of day, 0 to 999,999.
     *
     * @return the expression, an int
     */
    public Expression microsecond() {
        return with(FractionPart.MICROSECOND);
    }

    /**
     * The billionths of the second of a timestamp or time of day, 0 to 999,999,999.
     *
     * @return the expression, an int
     */
    public Expression nanosecond() {
        return with(FractionPart.NANOSECOND);
    }

    /**
     * How many units passed from the start of 1970 to a date or timestamp, or from midnight to a time of day, or how many a duration
     * has; cut down to whole ones. A local timestamp counts as if in UTC.
     *
     * @param unit the unit
     * @return the expression, a long
     */
    public Expression toEpoch(Resolution unit) {
        return with(Epoch.TO_EPOCH, Objects.requireNonNull(unit, "unit").name());
    }

    /**
     * The instant so many units after the start of 1970 in UTC.
     *
     * @param unit what this integer counts
     * @return the expression, a timestamp in UTC that counts in the unit
     */
    public Expression fromEpoch(Resolution unit) {
        return with(Epoch.FROM_EPOCH, Objects.requireNonNull(unit, "unit").name());
    }

    /**
     * The date or timestamp some units later. After months and years it is the same day of the month, or the last one if the month is
     * shorter: 31 January and a month is 28 or 29 February. A day of a timestamp in UTC has 24 hours.
     *
     * @param amount an expression or a value, an integer; earlier where it is negative
     * @param unit {@link ChronoUnit#NANOS} to {@link ChronoUnit#CENTURIES}; for a date, days and longer
     * @return the expression, of the same type, or in the finer unit if that is needed
     */
    public Expression plus(Object amount, ChronoUnit unit) {
        return with(PlusUnits.PLUS, amount, Objects.requireNonNull(unit, "unit").name());
    }

    /**
     * The date or timestamp some units earlier; see {@link #plus}.
     *
     * @param amount an expression or a value, an integer; later where it is negative
     * @param unit {@link ChronoUnit#NANOS} to {@link ChronoUnit#CENTURIES}; for a date, days and longer
     * @return the expression, of the same type, or in the finer unit if that is needed
     */
    public Expression minus(Object amount, ChronoUnit unit) {
        return with(
                PlusUnits.MINUS, amount, Objects.requireNonNull(unit, "unit").name());
    }

    /**
     * How many whole units there are from this date or timestamp to another one: what {@link ChronoUnit#between} gives. From 31
     * January to 28 February there is no whole month.
     *
     * @param end an expression or a value, of the same kind; the result is negative where it is earlier
     * @param unit {@link ChronoUnit#NANOS} to {@link ChronoUnit#CENTURIES}; for dates, days and longer
     * @return the expression, a long
     */
    public Expression until(Object end, ChronoUnit unit) {
        return with(
                UnitsBetween.UNTIL, end, Objects.requireNonNull(unit, "unit").name());
    }

    /**
     * What the clocks of a zone show at a timestamp in UTC, by their daylight saving at that time.
     *
     * @param zone a zone by its name, such as {@code ZoneId.of("Europe/Berlin")}, or an offset
     * @return the expression, a local timestamp
     */
    public Expression toLocal(ZoneId zone) {
        return with(ZoneShift.TO_LOCAL, Objects.requireNonNull(zone, "zone").getId());
    }

    /**
     * When the clocks of a zone show this local timestamp. Of a time that they show twice it is the first one; a time that they
     * leave out is taken as long after the gap began as it is into the gap. So {@link java.time.ZonedDateTime#of} decides too.
     *
     * @param zone a zone by its name, such as {@code ZoneId.of("Europe/Berlin")}, or an offset
     * @return the expression, a timestamp in UTC
     */
    public Expression toInstant(ZoneId zone) {
        return with(ZoneShift.TO_INSTANT, Objects.requireNonNull(zone, "zone").getId());
    }

    /**
     * This date at a time of day.
     *
     * @param time an expression or a value, a time of day
     * @return the expression, a local timestamp in the unit of the time
     */
    public Expression atTime(Object time) {
        return with(DateWithTime.AT_TIME, time);
    }

    /**
     * The date, time or timestamp as a text, by a pattern with the letters of {@link java.time.format.DateTimeFormatter} and English
     * names. A timestamp in UTC is written as in UTC; bring it to another zone with {@link #toLocal} first. Each value is on the
     * heap for a moment.
     *
     * @param pattern such as {@code "dd.MM.yyyy HH:mm"}; {@code y} is the year, also below 1, unless the pattern has the era too
     * @return the expression, a text
     */
    public Expression format(String pattern) {
        return format(pattern, Locale.ENGLISH);
    }

    /**
     * The date, time or timestamp as a text; see {@link #format(String)}.
     *
     * @param pattern such as {@code "d. MMMM yyyy"}
     * @param language whose names of months and days are written
     * @return the expression, a text
     */
    public Expression format(String pattern, Locale language) {
        return with(FormatTime.FORMAT, Objects.requireNonNull(pattern, "pattern"), tag(language));
    }

    /**
     * The date, time or timestamp that this text says, by a pattern with the letters of {@link
     * java.time.format.DateTimeFormatter} and English names. The whole text must match, and the date must exist; what is no such
     * text is an error at run time, and so are digits that the type has no room for. Each value is on the heap for a moment.
     *
     * @param type a date, time or timestamp; one in UTC needs a zone or an offset in the text
     * @param pattern such as {@code "dd.MM.yyyy HH:mm"}; {@code y} is the year, also below 1, unless the pattern has the era too
     * @return the expression
     */
    public Expression parse(DataType type, String pattern) {
        return parse(type, pattern, Locale.ENGLISH);
    }

    /**
     * The date, time or timestamp that this text says; see {@link #parse(DataType, String)}.
     *
     * @param type a date, time or timestamp
     * @param pattern such as {@code "d. MMMM yyyy"}
     * @param language whose names of months and days are read
     * @return the expression
     */
    public Expression parse(DataType type, String pattern, Locale language) {
        Objects.requireNonNull(type, "type");
        return with(ParseTime.ISO, Objects.requireNonNull(pattern, "pattern"), tag(language))
                .cast(type);
    }

    /**
     * The date, time or timestamp that this text says, null where {@link #parse(DataType, String)} would fail.
     *
     * @param type a date, time or timestamp
     * @param pattern such as {@code "dd.MM.yyyy HH:mm"}
     * @return the expression
     */
    public Expression tryParse(DataType type, String pattern) {
        return tryParse(type, pattern, Locale.ENGLISH);
    }

    /**
     * The date, time or timestamp that this text says, null where {@link #parse(DataType, String, Locale)} would fail.
     *
     * @param type a date, time or timestamp
     * @param pattern such as {@code "d. MMMM yyyy"}
     * @param language whose names of months and days are read
     * @return the expression
     */
    public Expression tryParse(DataType type, String pattern, Locale language) {
        Objects.requireNonNull(type, "type");
        return with(ParseTime.TRY_ISO, Objects.requireNonNull(pattern, "pattern"), tag(language))
                .tryCast(type);
    }

    private static String tag(Locale language) {
        return Objects.requireNonNull(language, "language").toLanguageTag();
    }
}
