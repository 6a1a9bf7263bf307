package dev.peristyle.internal.fixedwidth.kernel;

import org.agrona.UnsafeApi;

/** The decimal digits of integers of 128 bits, nine for every four divisions, without an allocation. */
public final class WideDigits {

    /** Bytes that every number has room in. */
    public static final int MAX = 48;

    private static final int PART = 1_000_000_000;
    private static final int DIGITS_OF_PART = 9;

    private WideDigits() {}

    /** Writes the digits of an amount as bytes of 0 to 9, with zeros before them; what has more of them loses the first ones. */
    static void write(long low, long high, int digits, long target) {
        long sign = high >> 63;
        long amountLow = (low ^ sign) - sign;
        long amountHigh = (high ^ sign) + (sign != 0 && amountLow == 0 ? 1 : 0);
        int at = digits;
        while (at > 0) {
            // long division by 10^9 in the base 2^32: each rest is less than 2^30, so that no step leaves 63 bits
            long word = amountHigh >>> 32;
            long first = word / PART;
            word = word % PART << 32 | amountHigh & 0xFFFF_FFFFL;
            long second = word / PART;
            word = word % PART << 32 | amountLow >>> 32;
            long third = word / PART;
            word = word % PART << 32 | amountLow & 0xFFFF_FFFFL;
            long fourth = word / PART;
            amountHigh = first << 32 | second;
            amountLow = third << 32 | fourth;
            int part = (int) (word % PART);
            for (int digit = 0; digit < DIGITS_OF_PART && at > 0; digit++) {
                UnsafeApi.putByte(target + --at, (byte) (part % 10));
                part /= 10;
            }
        }
    }
}
