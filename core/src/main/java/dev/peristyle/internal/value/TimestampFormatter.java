package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;

/**
 * Writes timestamps as java.time does: {@code yyyy-MM-ddTHH:mm:ss}, then a fraction as short as it can be, then {@code Z} if the time is
 * in UTC.
 */
public final class TimestampFormatter {
    /** No timestamp needs more bytes. */
    public static final int MAX_BYTES = DateFormatter.MAX_BYTES + TimeFormatter.MAX_BYTES + 2;

    private static final long SECONDS_PER_DAY = 86_400;

    private TimestampFormatter() {}

    /**
     * Writes a timestamp.
     *
     * @param sinceEpoch time since 1970-01-01T00:00, in seconds divided by a power of ten
     * @param fractionDigits the power: 0 for seconds, 3, 6 or 9 for nanoseconds
     * @param utc whether the time is in UTC and a {@code Z} says so
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(long sinceEpoch, int fractionDigits, boolean utc, long out) {
        // a division by a constant is a multiplication, one by a number from a table is not
        long second = switch (fractionDigits) {
            case 0 -> sinceEpoch;
            case 3 -> Math.floorDiv(sinceEpoch, 1_000L);
            case 6 -> Math.floorDiv(sinceEpoch, 1_000_000L);
            default -> Math.floorDiv(sinceEpoch, 1_000_000_000L);
        };
        long nanos = switch (fractionDigits) {
            case 0 -> 0;
            case 3 -> (sinceEpoch - second * 1_000L) * 1_000_000L;
            case 6 -> (sinceEpoch - second * 1_000_000L) * 1_000L;
            default -> sinceEpoch - second * 1_000_000_000L;
        };
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        long address = DateFormatter.format(day, out);
        putByte(address, (byte) 'T');
        address = TimeFormatter.format((int) (second - day * SECONDS_PER_DAY), nanos, address + 1);
        if (utc) {
            putByte(address++, (byte) 'Z');
        }
        return address;
    }
}
