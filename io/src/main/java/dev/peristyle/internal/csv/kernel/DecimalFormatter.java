package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;

/** Writes scaled numbers with all their fraction digits: 1050 with scale 2 is {@code 10.50}. */
public final class DecimalFormatter {
    /** No number needs more bytes: a sign, 19 digits and a point, or a zero in front of the point and 18 digits. */
    public static final int MAX_BYTES = 21;

    private DecimalFormatter() {}

    /**
     * Writes a number.
     *
     * @param unscaled the number without its point
     * @param scale digits behind the point, 0 to 18
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address behind the text
     */
    public static long format(long unscaled, int scale, long out) {
        if (scale == 0) {
            return IntegerFormatter.format(unscaled, out);
        }
        long address = out;
        long digits = unscaled;
        if (unscaled < 0) {
            putByte(address++, (byte) '-');
            digits = -unscaled;
        }
        long factor = PowersOfTen.asLong(scale);
        long whole = Long.divideUnsigned(digits, factor);
        int count = IntegerFormatter.digitCount(whole);
        IntegerFormatter.writeDigits(whole, count, address);
        putByte(address + count, (byte) '.');
        IntegerFormatter.writeDigits(digits - whole * factor, scale, address + count + 1);
        return address + count + 1 + scale;
    }
}
