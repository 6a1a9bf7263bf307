package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;

/** Writes ISO timestamps: {@code yyyy-MM-ddTHH:mm:ss}, {@code .ffffff} if there are microseconds, {@code Z} on request. */
public final class TimestampFormatter {
    /** No timestamp needs more bytes. */
    public static final int MAX_BYTES = DateFormatter.MAX_BYTES + 17;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

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
        IntegerFormatter.writeDigits(second / 3600, 2, address + 1);
        putByte(address + 3, (byte) ':');
        IntegerFormatter.writeDigits(second / 60 % 60, 2, address + 4);
        putByte(address + 6, (byte) ':');
        IntegerFormatter.writeDigits(second % 60, 2, address + 7);
        address += 9;
        if (micros != 0) {
            putByte(address, (byte) '.');
            IntegerFormatter.writeDigits(micros, 6, address + 1);
            address += 7;
        }
        if (utc) {
            putByte(address++, (byte) 'Z');
        }
        return address;
    }
}
