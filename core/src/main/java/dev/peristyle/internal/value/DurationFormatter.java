package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;

import dev.peristyle.internal.ground.PowersOfTen;

/** Writes durations as {@link java.time.Duration} does, in hours, minutes and seconds: {@code PT8H6M12.345S}, {@code PT0S}, {@code PT-1.5S}. */
public final class DurationFormatter {
    /** No duration needs more bytes: 2 letters, 3 numbers with a sign and a letter, a fraction, and what is stored past them. */
    public static final int MAX_BYTES = 64;

    private DurationFormatter() {}

    /**
     * Writes a duration.
     *
     * @param duration in seconds divided by a power of ten
     * @param fractionDigits the power: 0 for seconds, 3, 6 or 9 for nanoseconds
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(long duration, int fractionDigits, long out) {
        long perSecond = PowersOfTen.asLong(fractionDigits);
        // towards zero, so that all parts have the sign of the whole
        long seconds = duration / perSecond;
        long nanos = Math.abs(duration - seconds * perSecond) * PowersOfTen.asLong(9 - fractionDigits);
        putByte(out, (byte) 'P');
        putByte(out + 1, (byte) 'T');
        long address = part(seconds / 3600, 'H', out + 2);
        address = part(seconds % 3600 / 60, 'M', address);
        if (seconds % 60 == 0 && nanos == 0 && address > out + 2) {
            return address;
        }
        if (seconds % 60 == 0 && duration < 0) {
            putByte(address++, (byte) '-');
        }
        address = IntegerFormatter.format(seconds % 60, address);
        if (nanos != 0) {
            address = TimeFormatter.fraction(nanos, address);
        }
        putByte(address, (byte) 'S');
        return address + 1;
    }

    private static long part(long value, char unit, long out) {
        if (value == 0) {
            return out;
        }
        long end = IntegerFormatter.format(value, out);
        putByte(end, (byte) unit);
        return end + 1;
    }
}
