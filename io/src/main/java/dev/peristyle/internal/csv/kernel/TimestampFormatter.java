package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

/** Writes ISO timestamps: {@code yyyy-MM-ddTHH:mm:ss}, {@code .ffffff} if there are microseconds, {@code Z} on request. */
public final class TimestampFormatter {
    /** No timestamp needs more bytes: 17 behind the date, of which the microseconds are written with two zeros more. */
    public static final int MAX_BYTES = DateFormatter.MAX_BYTES + 19;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** From a zero to a colon, in the third and the sixth byte. */
    private static final long COLONS = (':' - '0') * (1L << 16 | 1L << 40);

    private TimestampFormatter() {}

    /**
     * Writes a timestamp.
     *
     * @param epochMicros microseconds since 1970-01-01T00:00
     * @param utc whether the time is in UTC and a {@code Z} says so
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address behind the text
     */
    public static long format(long epochMicros, boolean utc, long out) {
        long day = Math.floorDiv(epochMicros, MICROS_PER_DAY);
        long ofDay = epochMicros - day * MICROS_PER_DAY;
        int second = (int) (ofDay / MICROS_PER_SECOND);
        int micros = (int) (ofDay - second * MICROS_PER_SECOND);
        long address = DateFormatter.format(day, out);
        putByte(address, (byte) 'T');
        // a zero between the numbers becomes a colon
        long time = second / 3600 * 1_000_000L + second / 60 % 60 * 1000L + second % 60;
        putLong(address + 1, IntegerFormatter.text(time) + COLONS);
        address += 9;
        if (micros != 0) {
            putByte(address, (byte) '.');
            putLong(address + 1, IntegerFormatter.text(micros * 100L));
            address += 7;
        }
        if (utc) {
            putByte(address++, (byte) 'Z');
        }
        return address;
    }
}
