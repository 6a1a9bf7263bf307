package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.Calendar;
import dev.peristyle.internal.ground.PowersOfTen;
import org.agrona.UnsafeApi;

/**
 * Reads dates, times of day and timestamps from text: {@code 1995-01-31}, {@code 23:59}, {@code 23:59:58.5}, {@code 1995-01-31T23:59:58},
 * with a T or a blank between; a timestamp with or without an offset of {@code Z}, {@code +02} or {@code +02:00}, or a date alone,
 * which is its midnight. Years have four digits or more, with a sign or without; months, days, hours, minutes and seconds one
 * or two.
 *
 * <p>The strict form, {@link #ofFiles()}, takes what java.time prints: two digits, years without a sign of just four, no date
 * alone as a timestamp and no time after a date, no blank before an offset. A file is read to find out what its columns are, so
 * text that only looks like a date has to stay text. Not thread-safe.
 */
public final class TimeReader {

    private static final long SECONDS_PER_DAY = 86_400;
    /** As many as the year of 2^63 seconds has. */
    private static final int MAX_YEAR_DIGITS = 12;

    /** The days of the first and the last second that a long has. */
    private static final long MIN_DAY = Math.floorDiv(Long.MIN_VALUE, SECONDS_PER_DAY);

    private static final long MAX_DAY = Math.floorDiv(Long.MAX_VALUE, SECONDS_PER_DAY);
    private static final int NANO_DIGITS = 9;
    private static final int MAX_OFFSET_HOURS = 18;

    private final boolean strict;
    private long text;
    private int length;
    private int position;
    private int digits;
    private long day;
    private long second;
    private long nanos;
    private boolean exact;
    private boolean zone;
    private long value;

    /** A reader of every form. */
    public TimeReader() {
        this(false);
    }

    private TimeReader(boolean strict) {
        this.strict = strict;
    }

    /**
     * A reader of the strict form.
     *
     * @return a new one
     */
    public static TimeReader ofFiles() {
        return new TimeReader(true);
    }

    /**
     * Reads a date. What follows it as in a timestamp is left out, and {@link #isExact} says so.
     *
     * @param bytes its length; only these are read
     * @return whether it is one; then {@link #value} has the days since 1970-01-01
     */
    public boolean readDate(long address, int bytes) {
        begin(address, bytes);
        if (!date() || position < length && (strict || !timeAfterDate())) {
            return false;
        }
        exact &= (second | nanos) == 0;
        value = day;
        return true;
    }

    /**
     * Reads a time of day.
     *
     * @param bytes its length; only these are read
     * @param fractionDigits digits after the point of a second: 0, 3, 6 or 9; more are cut off
     * @return whether it is one; then {@link #value} has the time since midnight
     */
    public boolean readTime(long address, int bytes, int fractionDigits) {
        begin(address, bytes);
        return time() && position == length && inUnits(second, fractionDigits);
    }

    /**
     * Reads a timestamp.
     *
     * @param bytes its length; only these are read
     * @param fractionDigits digits after the point of a second: 0, 3, 6 or 9; more are cut off
     * @return whether it is one; then {@link #value} has the time since 1970-01-01T00:00:00, in UTC if there was an offset
     */
    public boolean readTimestamp(long address, int bytes, int fractionDigits) {
        begin(address, bytes);
        return date() && (position == length && !strict || timeAfterDate()) && sinceEpoch(fractionDigits);
    }

    /**
     * Returns what was read last.
     *
     * @return days or units of the fraction
     */
    public long value() {
        return value;
    }

    /**
     * Says whether nothing of the text was left out of the value.
     *
     * @return true if digits that were cut off are zeros, and the time of a date midnight
     */
    public boolean isExact() {
        return exact;
    }

    /**
     * Says whether there was an offset or a Z.
     *
     * @return true if the time of the text is that of a zone
     */
    public boolean hasZone() {
        return zone;
    }

    private void begin(long address, int bytes) {
        text = address;
        length = bytes;
        position = 0;
        second = 0;
        nanos = 0;
        exact = true;
        zone = false;
    }

    private boolean sinceEpoch(int fractionDigits) {
        // the first day of all begins before the first second of all
        long dayAhead = day < 0 ? 1 : 0;
        long days = (day + dayAhead) * SECONDS_PER_DAY;
        long rest = second - dayAhead * SECONDS_PER_DAY;
        long seconds = days + rest;
        return ((days ^ seconds) & (rest ^ seconds)) >= 0 && inUnits(seconds, fractionDigits);
    }

    private boolean inUnits(long seconds, int fractionDigits) {
        long divisor = PowersOfTen.asLong(NANO_DIGITS - fractionDigits);
        long fraction = nanos / divisor;
        exact &= fraction * divisor == nanos;
        long perSecond = PowersOfTen.asLong(fractionDigits);
        long low = seconds * perSecond;
        long high = Math.multiplyHigh(seconds, perSecond);
        value = low + fraction;
        // the whole may fit where its seconds do not: the smallest value is one
        high += Long.compareUnsigned(value, low) < 0 ? 1 : 0;
        return high == value >> 63;
    }

    private boolean date() {
        boolean negative = at(position, '-');
        boolean signed = negative || at(position, '+');
        position += signed ? 1 : 0;
        long year = number(MAX_YEAR_DIGITS);
        if (digits < 4 || strict && !signed && digits > 4 || !expect('-')) {
            return false;
        }
        long month = number(2);
        if (isBadPart() || !expect('-')) {
            return false;
        }
        long dayOfMonth = number(2);
        if (isBadPart() || month < 1 || month > 12 || dayOfMonth < 1) {
            return false;
        }
        day = Calendar.day(negative ? -year : year, (int) month, (int) dayOfMonth);
        return Calendar.dayOfMonth(Calendar.civil(day)) == dayOfMonth && day >= MIN_DAY && day <= MAX_DAY;
    }

    private boolean timeAfterDate() {
        if (!at(position, ' ') && !at(position, 'T')) {
            return false;
        }
        position++;
        return time() && offset() && position == length;
    }

    private boolean time() {
        long hour = number(2);
        if (isBadPart() || hour > 23 || !expect(':')) {
            return false;
        }
        long minute = number(2);
        if (isBadPart() || minute > 59) {
            return false;
        }
        second = (hour * 60 + minute) * 60;
        if (!at(position, ':')) {
            return true;
        }
        position++;
        long ofMinute = number(2);
        if (isBadPart() || ofMinute > 59) {
            return false;
        }
        second += ofMinute;
        return !at(position, '.') || fraction();
    }

    private boolean fraction() {
        position++;
        nanos = number(NANO_DIGITS);
        int count = digits;
        nanos *= PowersOfTen.asLong(NANO_DIGITS - count);
        while (isDigit(position)) {
            exact &= at(position, '0');
            position++;
        }
        return count > 0;
    }

    private boolean offset() {
        while (!strict && at(position, ' ')) {
            position++;
        }
        if (position == length) {
            return true;
        }
        zone = true;
        if (at(position, 'Z')) {
            position++;
            return true;
        }
        boolean west = at(position, '-');
        if (!west && !at(position, '+')) {
            return false;
        }
        position++;
        long hours = number(2);
        if (digits != 2) {
            return false;
        }
        long minutes = 0;
        if (at(position, ':')) {
            position++;
            minutes = number(2);
            if (digits != 2 || minutes > 59) {
                return false;
            }
        }
        long seconds = (hours * 60 + minutes) * 60;
        second += west ? seconds : -seconds;
        return seconds <= MAX_OFFSET_HOURS * 3600;
    }

    /** Whether the last number is not a month, day, hour, minute or second. */
    private boolean isBadPart() {
        return strict ? digits != 2 : digits == 0;
    }

    /** Reads up to so many digits. */
    private long number(int maxDigits) {
        long number = 0;
        digits = 0;
        while (digits < maxDigits && isDigit(position)) {
            number = number * 10 + (UnsafeApi.getByte(text + position) - '0');
            position++;
            digits++;
        }
        return number;
    }

    private boolean expect(char symbol) {
        if (!at(position, symbol)) {
            return false;
        }
        position++;
        return true;
    }

    private boolean at(int where, char symbol) {
        return where < length && UnsafeApi.getByte(text + where) == symbol;
    }

    private boolean isDigit(int where) {
        if (where >= length) {
            return false;
        }
        byte symbol = UnsafeApi.getByte(text + where);
        return symbol >= '0' && symbol <= '9';
    }
}
