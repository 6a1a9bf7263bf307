package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putShort;

/** Writes whole numbers as text. */
public final class IntegerFormatter {
    /** No number needs more bytes: a sign and 19 digits. */
    public static final int MAX_BYTES = 20;

    /** "00" to "99", each as the two bytes that a little-endian short store writes in order. */
    private static final short[] PAIRS = new short[100];

    static {
        for (int pair = 0; pair < PAIRS.length; pair++) {
            PAIRS[pair] = (short) ((('0' + pair % 10) << 8) | ('0' + pair / 10));
        }
    }

    private IntegerFormatter() {}

    /**
     * Writes a number.
     *
     * @param value the number
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address behind the text
     */
    public static long format(long value, long out) {
        long digits = value;
        long address = out;
        if (value < 0) {
            putByte(address++, (byte) '-');
            // the smallest number stays negative and is read as unsigned below
            digits = -value;
        }
        int count = digitCount(digits);
        writeDigits(digits, count, address);
        return address + count;
    }

    /** Writes the last digits of an unsigned number, with leading zeros if there are not as many. */
    static void writeDigits(long unsigned, int count, long out) {
        long rest = unsigned;
        long address = out + count;
        if (rest < 0) {
            long quotient = Long.divideUnsigned(rest, 100);
            address -= 2;
            putShort(address, PAIRS[(int) (rest - quotient * 100)]);
            rest = quotient;
        }
        while (address - out >= 2) {
            long quotient = rest / 100;
            address -= 2;
            putShort(address, PAIRS[(int) (rest - quotient * 100)]);
            rest = quotient;
        }
        if (address > out) {
            putByte(out, (byte) ('0' + rest % 10));
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
