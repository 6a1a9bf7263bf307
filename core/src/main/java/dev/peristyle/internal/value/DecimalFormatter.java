package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;

/** Writes scaled numbers with all their fraction digits: 1050 with scale 2 is {@code 10.50}. */
public final class DecimalFormatter {
    /**
     * No number of 64 bits needs more bytes: a sign, 19 digits and a point, or a zero before the point and 18 digits.
     */
    public static final int MAX_BYTES = 21;

    /** No number of 128 bits needs more bytes: a sign, 39 digits, a point, and room to put the digits together. */
    public static final int MAX_WIDE_BYTES = 112;

    /** Digits are put together here, past all that is copied from there. */
    private static final int SCRATCH = 56;

    private static final int WIDE_DIGITS = 45;
    private static final long BILLION = 1_000_000_000;
    private static final long MASK = 0xFFFF_FFFFL;

    private DecimalFormatter() {}

    /**
     * Writes a number.
     *
     * @param unscaled the number without its point
     * @param scale digits after the point, 0 to 18
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
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
        long text = (word | IntegerFormatter.ZERO_DIGITS) >>> (zeros << 3);
        int count = 8 - zeros;
        // the bits before the point, 8 to 56
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

    /**
     * Writes a number of 128 bits.
     *
     * @param low bits 0 to 63 of the number without its point
     * @param high bits 64 to 127, with the sign
     * @param scale digits after the point, 0 to 38
     * @param out address of at least {@link #MAX_WIDE_BYTES} bytes
     * @return the address after the text
     */
    public static long format(long low, long high, int scale, long out) {
        if (high == low >> 63 && scale <= PowersOfTen.MAX_LONG) {
            return format(low, scale, out);
        }
        long sign = high >> 63;
        putByte(out, (byte) '-');
        long address = out - sign;
        long positiveLow = (low ^ sign) - sign;
        long positiveHigh = (high ^ sign) - sign - (sign != 0 && low != 0 ? 1 : 0);
        long digits = out + SCRATCH;
        writeAll(positiveHigh, positiveLow, digits);
        int zeros = 0;
        while (zeros < WIDE_DIGITS - 1 - scale && getByte(digits + zeros) == '0') {
            zeros++;
        }
        int whole = WIDE_DIGITS - scale - zeros;
        copy(digits + zeros, whole, address);
        address += whole;
        if (scale > 0) {
            putByte(address, (byte) '.');
            copy(digits + zeros + whole, scale, address + 1);
            address += 1 + scale;
        }
        return address;
    }

    /** Writes five groups of nine digits with leading zeros: the number is divided in parts of 32 bits. */
    private static void writeAll(long high, long low, long digits) {
        long first = high >>> 32;
        long second = high & MASK;
        long third = low >>> 32;
        long fourth = low & MASK;
        for (int group = WIDE_DIGITS - 9; group >= 0; group -= 9) {
            long quotient = first / BILLION;
            long rest = (first - quotient * BILLION) << 32 | second;
            first = quotient;
            quotient = rest / BILLION;
            rest = (rest - quotient * BILLION) << 32 | third;
            second = quotient;
            quotient = rest / BILLION;
            rest = (rest - quotient * BILLION) << 32 | fourth;
            third = quotient;
            fourth = rest / BILLION;
            rest -= fourth * BILLION;
            long leading = rest / 100_000_000;
            putByte(digits + group, (byte) ('0' + leading));
            putLong(digits + group + 1, IntegerFormatter.text(rest - leading * 100_000_000));
        }
    }

    /** Copies whole words, up to seven bytes too much. */
    private static void copy(long from, int length, long to) {
        for (int position = 0; position < length; position += 8) {
            putLong(to + position, getLong(from + position));
        }
    }
}
