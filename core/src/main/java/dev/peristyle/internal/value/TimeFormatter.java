package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;

/** Writes times of day as java.time does: {@code HH:mm:ss}, then a fraction as short as it can be. */
public final class TimeFormatter {
    /** No time needs more bytes: eight, a point, nine digits, and what is stored past them. */
    public static final int MAX_BYTES = 20;

    /** From a zero to a colon, in the third and the sixth byte. */
    private static final long COLONS = (':' - '0') * (1L << 16 | 1L << 40);

    private TimeFormatter() {}

    /**
     * Writes a time.
     *
     * @param sinceMidnight 0 to less than a day, in seconds divided by a power of ten
     * @param fractionDigits the power: 0 for seconds, 3, 6 or 9 for nanoseconds
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(long sinceMidnight, int fractionDigits, long out) {
        long perSecond = PowersOfTen.asLong(fractionDigits);
        long second = sinceMidnight / perSecond;
        long nanos = (sinceMidnight - second * perSecond) * PowersOfTen.asLong(9 - fractionDigits);
        return format((int) second, nanos, out);
    }

    /** Writes a second of the day and nanoseconds. */
    static long format(int second, long nanos, long out) {
        // a zero between the numbers becomes a colon
        long time = second / 3600 * 1_000_000L + second / 60 % 60 * 1000L + second % 60;
        putLong(out, IntegerFormatter.text(time) + COLONS);
        return nanos == 0 ? out + 8 : fraction(nanos, out + 8);
    }

    /** Writes a point and nanoseconds, without the zeros at their end. */
    static long fraction(long nanos, long out) {
        putByte(out, (byte) '.');
        long leading = nanos / 10;
        long last = nanos - leading * 10;
        long digits = IntegerFormatter.digits(leading);
        putLong(out + 1, digits | IntegerFormatter.ZERO_DIGITS);
        if (last == 0) {
            return out + 9 - (Long.numberOfLeadingZeros(digits) >>> 3);
        }
        putByte(out + 9, (byte) ('0' + last));
        return out + 10;
    }
}
