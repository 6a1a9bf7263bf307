package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

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
        putByte(out, (byte) '-');
        long address = out + (unscaled >>> 63);
        long digits = Math.abs(unscaled);
        return Long.compareUnsigned(digits, 100_000_000) < 0 && scale < 8
                ? formatEight(digits, scale, address)
                : formatLong(digits, scale, address);
    }

    /** At most eight digits: the word is torn apart at the point. */
    private static long formatEight(long digits, int scale, long out) {
        long word = IntegerFormatter.digits(digits);
        int zeros = Math.min(Long.numberOfTrailingZeros(word) >>> 3, 7 - scale);
        long text = (word | Swar.ZERO_DIGITS) >>> (zeros << 3);
        int count = 8 - zeros;
        // the bits in front of the point, 8 to 56
        int whole = (count - scale) << 3;
        long fraction = text & (-1L << whole);
        putLong(out, (text ^ fraction) | (fraction << 8) | ((long) '.' << whole));
        putByte(out + 8, (byte) (fraction >>> 56));
        return out + count + 1;
    }

    private static long formatLong(long digits, int scale, long out) {
        long factor = PowersOfTen.asLong(scale);
        long whole = Long.divideUnsigned(digits, factor);
        long point = IntegerFormatter.formatUnsigned(whole, out);
        putByte(point, (byte) '.');
        IntegerFormatter.writeDigits(digits - whole * factor, scale, point + 1);
        return point + 1 + scale;
    }
}
