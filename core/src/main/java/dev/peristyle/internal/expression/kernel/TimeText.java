package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Reads dates and timestamps from text: {@code 1995-01-31}, {@code 1995-01-31 23:59}, {@code 1995-01-31T23:59:58.123456},
 * each with an optional offset of {@code Z}, {@code +02} or {@code +02:00} after the time, blanks around. Digits beyond
 * microseconds are dropped. Not thread-safe.
 */
public final class TimeText {

    private static final long SECOND = 1_000_000L;
    private static final int MOST_YEAR_DIGITS = 6;

    private long text;
    private int length;
    private int position;
    private int digits;
    private long day;
    private long micros;

    /** A reader. */
    public TimeText() {
        // nothing to set up
    }

    /**
     * Reads a date or timestamp.
     *
     * @param address where the text begins
     * @param bytes its length
     * @return whether it is one; then {@link #day()} and {@link #epochMicros()} have it
     */
    public boolean read(long address, int bytes) {
        text = address;
        length = bytes;
        position = 0;
        micros = 0;
        skipBlanks();
        while (length > position && at(length - 1, ' ')) {
            length--;
        }
        if (!readDate()) {
            return false;
        }
        if (position == length) {
            return true;
        }
        if (!at(position, ' ') && !at(position, 'T')) {
            return false;
        }
        position++;
        return readTime() && readOffset() && position == length;
    }

    /**
     * Returns the date, the time of day dropped.
     *
     * @return days since 1970-01-01
     */
    public long day() {
        return day;
    }

    /**
     * Returns the timestamp, at midnight if there was no time, in UTC if there was an offset.
     *
     * @return microseconds since 1970-01-01T00:00:00
     */
    public long epochMicros() {
        return day * 24 * 3600 * SECOND + micros;
    }

    private boolean readDate() {
        boolean negative = at(position, '-');
        if (negative) {
            position++;
        }
        long year = number(MOST_YEAR_DIGITS);
        if (digits < 4 || !expect('-')) {
            return false;
        }
        long month = number(2);
        if (digits == 0 || !expect('-')) {
            return false;
        }
        long dayOfMonth = number(2);
        if (digits == 0 || month < 1 || month > 12 || dayOfMonth < 1) {
            return false;
        }
        day = Calendar.day(negative ? -year : year, (int) month, (int) dayOfMonth);
        return Calendar.dayOfMonth(Calendar.civil(day)) == dayOfMonth;
    }

    private boolean readTime() {
        long hour = number(2);
        if (digits == 0 || hour > 23 || !expect(':')) {
            return false;
        }
        long minute = number(2);
        if (digits == 0 || minute > 59) {
            return false;
        }
        micros = (hour * 60 + minute) * 60 * SECOND;
        if (!at(position, ':')) {
            return true;
        }
        position++;
        long second = number(2);
        if (digits == 0 || second > 59) {
            return false;
        }
        micros += second * SECOND;
        return !at(position, '.') || readFraction();
    }

    private boolean readFraction() {
        position++;
        long unit = SECOND / 10;
        int count = 0;
        while (position < length && isDigit(position)) {
            micros += unit * (UnsafeApi.getByte(text + position) - '0');
            unit /= 10;
            position++;
            count++;
        }
        return count > 0;
    }

    private boolean readOffset() {
        skipBlanks();
        if (position == length) {
            return true;
        }
        if (at(position, 'Z')) {
            position++;
            return true;
        }
        boolean behind = at(position, '-');
        if (!behind && !at(position, '+')) {
            return false;
        }
        position++;
        long hours = number(2);
        if (digits != 2 || hours > 18) {
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
        long offset = (hours * 60 + minutes) * 60 * SECOND;
        micros += behind ? offset : -offset;
        return true;
    }

    /** Reads up to so many digits. */
    private long number(int most) {
        long value = 0;
        digits = 0;
        while (digits < most && position < length && isDigit(position)) {
            value = value * 10 + (UnsafeApi.getByte(text + position) - '0');
            position++;
            digits++;
        }
        return value;
    }

    private void skipBlanks() {
        while (at(position, ' ')) {
            position++;
        }
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
        byte symbol = UnsafeApi.getByte(text + where);
        return symbol >= '0' && symbol <= '9';
    }
}
