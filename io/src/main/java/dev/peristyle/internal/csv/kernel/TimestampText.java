package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getShort;

/** One ISO timestamp in its usual forms; what is invalid here may be valid in another one. */
public final class TimestampText {
    static final long INVALID = Long.MIN_VALUE;

    private static final long COLONS_AND_ZEROS = 0x30303A30303A3030L;
    private static final long COLON_LIMITS = 0x76767F76767F7676L;
    private static final int MAX_OFFSET_HOURS = 18;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private TimestampText() {}

    /**
     * Says whether a timestamp has a zone: it comes after the date, where no other letter, plus or minus does.
     *
     * @param address of the text
     * @param length its bytes
     * @return true for {@code Z} and for an offset
     */
    public static boolean hasZone(long address, int length) {
        if (length == 19 && getByte(address + 16) == ':') {
            return false;
        }
        for (int position = length - 1; position > 10; position--) {
            byte current = getByte(address + position);
            if (current == 'Z' || current == '+' || (current == '-' && isAfterTime(address, position))) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a colon before: none is in a date, whose year may be so long that its dashes come late. */
    private static boolean isAfterTime(long address, int length) {
        for (int position = 0; position < length; position++) {
            if (getByte(address + position) == ':') {
                return true;
            }
        }
        return false;
    }

    /** Microseconds since the epoch, or {@link #INVALID}. */
    static long parse(long address, int length) {
        if (length < 16) {
            return INVALID;
        }
        int day = DateText.parse(address);
        byte separator = getByte(address + 10);
        if (day == DateText.INVALID || (separator != 'T' && separator != ' ')) {
            return INVALID;
        }
        if (length == 19) {
            // "HH:mm:ss" at once: a digit is now at most 9 and a colon is 0
            long time = getLong(address + 11) ^ COLONS_AND_ZEROS;
            long pairs = time * 10 + (time >>> 8);
            int hour = (int) (pairs & 0xFF);
            int minute = (int) ((pairs >>> 24) & 0xFF);
            int second = (int) ((pairs >>> 48) & 0xFF);
            long errors = ((time + COLON_LIMITS) | time) & Swar.HIGH_BITS;
            if (errors == 0 && ((23 - hour) | (59 - minute) | (59 - second)) >= 0) {
                return (day * 86_400L + hour * 3600L + minute * 60L + second) * MICROS_PER_SECOND;
            }
        }
        return parseTime(address, length, day);
    }

    private static long parseTime(long address, int length, int day) {
        int hour = pair(address + 11, 23);
        int minute = pair(address + 14, 59);
        if (hour < 0 || minute < 0 || getByte(address + 13) != ':') {
            return INVALID;
        }
        long seconds = day * 86_400L + hour * 3600L + minute * 60L;
        long micros = 0;
        int position = 16;
        if (position < length && getByte(address + position) == ':') {
            int second = position + 3 <= length ? pair(address + position + 1, 59) : -1;
            if (second < 0) {
                return INVALID;
            }
            seconds += second;
            position += 3;
            if (position < length && getByte(address + position) == '.') {
                int fraction = position + 1;
                position = endOfDigits(address, fraction, length);
                micros = micros(address + fraction, position - fraction);
                if (micros < 0) {
                    return INVALID;
                }
            }
        }
        int offset = offsetSeconds(address + position, length - position);
        return offset == Integer.MIN_VALUE ? INVALID : (seconds - offset) * MICROS_PER_SECOND + micros;
    }

    private static int endOfDigits(long address, int from, int length) {
        int position = from;
        while (position < length && getByte(address + position) >= '0' && getByte(address + position) <= '9') {
            position++;
        }
        return position;
    }

    /** A fraction of one to nine digits in microseconds, or -1. */
    private static long micros(long address, int digits) {
        if (digits < 1 || digits > 9) {
            return -1;
        }
        long nanos = 0;
        for (int i = 0; i < 9; i++) {
            nanos = nanos * 10 + (i < digits ? getByte(address + i) - '0' : 0);
        }
        return nanos % 1000 == 0 ? nanos / 1000 : -1;
    }

    /** Nothing, {@code Z}, or {@code ±HH[:mm]}; Integer.MIN_VALUE if it is something else. */
    private static int offsetSeconds(long address, int length) {
        if (length == 0 || (length == 1 && getByte(address) == 'Z')) {
            return 0;
        }
        byte sign = getByte(address);
        if ((sign != '+' && sign != '-') || (length != 3 && length != 6)) {
            return Integer.MIN_VALUE;
        }
        int hours = pair(address + 1, MAX_OFFSET_HOURS);
        int minutes = length == 6 ? pair(address + 4, hours == MAX_OFFSET_HOURS ? 0 : 59) : 0;
        if (hours < 0 || minutes < 0 || (length == 6 && getByte(address + 3) != ':')) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** Two digits, or -1 if they are none or exceed the largest value. */
    private static int pair(long address, int largest) {
        int digits = (getShort(address) & 0xFFFF) ^ 0x3030;
        int value = (digits & 0xFF) * 10 + (digits >>> 8);
        return (((digits + 0x7676) | digits) & 0x8080) == 0 && value <= largest ? value : -1;
    }
}
