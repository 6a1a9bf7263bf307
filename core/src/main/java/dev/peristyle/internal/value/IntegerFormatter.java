package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;

/**
 * Writes whole numbers as text, eight digits at a time. Stores are whole words: up to {@link #MAX_BYTES} bytes from the out address may
 * be written to, whatever the number.
 */
public final class IntegerFormatter {
    /** No number needs more bytes: a sign and 19 digits, or 20 digits. */
    public static final int MAX_BYTES = 20;

    static final long ZERO_DIGITS = 0x3030303030303030L;

    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long SIXTEEN_DIGITS = EIGHT_DIGITS * EIGHT_DIGITS;

    private IntegerFormatter() {}

    /**
     * Writes a number.
     *
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(long value, long out) {
        // the first digit of a number that is not negative takes the place of the sign; the smallest number stays
        // negative and is read as unsigned below
        putByte(out, (byte) '-');
        return formatUnsigned(Math.abs(value), out + (value >>> 63));
    }

    /**
     * Writes a number without a sign.
     *
     * @param unsigned the number, its highest bit being one like the others
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long formatUnsigned(long unsigned, long out) {
        if (Long.compareUnsigned(unsigned, EIGHT_DIGITS) < 0) {
            return formatEight(unsigned, out);
        }
        long address = out;
        long rest = unsigned;
        if (Long.compareUnsigned(unsigned, SIXTEEN_DIGITS) >= 0) {
            // halves of both, because the compiler has no multiplication for an unsigned division
            long high = (unsigned >>> 1) / (SIXTEEN_DIGITS / 2);
            address = formatEight(high, address);
            rest = unsigned - high * SIXTEEN_DIGITS;
            putLong(address, text(rest / EIGHT_DIGITS));
            address += 8;
        } else {
            address = formatEight(rest / EIGHT_DIGITS, address);
        }
        putLong(address, text(rest % EIGHT_DIGITS));
        return address + 8;
    }

    /** Writes a number of at most eight digits. */
    private static long formatEight(long number, long out) {
        long digits = digits(number);
        // the last digit stays, if it is zero too
        int zeros = Long.numberOfTrailingZeros(digits | 1L << 56) >>> 3;
        putLong(out, (digits | ZERO_DIGITS) >>> (zeros << 3));
        return out + 8 - zeros;
    }

    /** Eight digits with leading zeros as a word to store. */
    static long text(long number) {
        return digits(number) | ZERO_DIGITS;
    }

    /** The digits of a number below 10^8 in the bytes, most significant first in memory. */
    static long digits(long number) {
        // halves of four digits, quarters of two, single digits; a product with the reciprocal is exact for so few
        // digits, and subtracting its multiple from the shifted word leaves the remainder above the quotient
        long high = (number * 109_951_163) >>> 40;
        long halves = (number << 32) - high * ((10_000L << 32) - 1);
        long hundreds = ((halves * 5243) >>> 19) & 0x0000007F0000007FL;
        long quarters = (halves << 16) - hundreds * ((100L << 16) - 1);
        long tens = ((quarters * 103) >>> 10) & 0x000F000F000F000FL;
        return (quarters << 8) - tens * ((10L << 8) - 1);
    }

    /** {@link #text} for four digits. */
    static int shortText(int number) {
        int hundreds = (number * 5243) >>> 19;
        int quarters = (number << 16) - hundreds * ((100 << 16) - 1);
        int tens = ((quarters * 103) >>> 10) & 0x000F000F;
        return ((quarters << 8) - tens * ((10 << 8) - 1)) | (int) ZERO_DIGITS;
    }

    /** Writes the last digits of an unsigned number, with leading zeros if there are not as many: slowly, for rare forms. */
    static void writeDigits(long unsigned, int count, long out) {
        long rest = unsigned;
        for (int place = count - 1; place >= 0; place--) {
            long quotient = Long.divideUnsigned(rest, 10);
            putByte(out + place, (byte) ('0' + rest - quotient * 10));
            rest = quotient;
        }
    }

    /** Digits of an unsigned number, 1 for zero. */
    static int digitCount(long unsigned) {
        if (unsigned < 0) {
            return 19 + (Long.compareUnsigned(unsigned, -8446744073709551616L) >= 0 ? 1 : 0);
        }
        // 1233 / 4096 is slightly above log10(2); the estimate is right or one too low
        int estimate = (64 - Long.numberOfLeadingZeros(unsigned | 1)) * 1233 >> 12;
        return estimate >= 19
                ? 19
                : estimate + (unsigned >= PowersOfTen.asLong(estimate) ? 1 : 0) + (unsigned == 0 ? 1 : 0);
    }
}
