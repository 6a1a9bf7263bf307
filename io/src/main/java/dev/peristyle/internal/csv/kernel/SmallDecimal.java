package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getLong;

/** At most eight digits with or without a decimal point, at once and without a branch on where the point is. */
final class SmallDecimal {
    /** Any negative number: the text is something else, or longer. */
    static final long OTHER = -1;

    private static final long POINTS = Swar.broadcast('.');

    private SmallDecimal() {}

    /**
     * Parses {@code [0-9]{1,8}} with one point among or behind the digits or none.
     *
     * @return the digits as a number in the low 32 bits and how many stand behind the point in the high 32 bits, or a negative number
     */
    static long parse(long address, int length) {
        long word = getLong(address);
        int point = Math.min(Long.numberOfTrailingZeros(Swar.firstEqual(word, POINTS)) >>> 3, length);
        int hasPoint = point < length ? 1 : 0;
        int digitCount = length - hasPoint;
        // the bytes in front of the point from here, those behind it from one byte further: the point is gone. With the
        // point in front
        // the shift count is 64, the mask keeps all bytes and the point stays in as a wrong digit.
        long mask = -1L >>> (64 - (point << 3));
        long bytes = (word & mask) | (getLong(address + 1) & ~mask);
        long digits = (bytes ^ Swar.ZERO_DIGITS) << (64 - (digitCount << 3));
        // eight digits and a ninth byte that has not been looked at
        int unseen = (point >>> 3) & hasPoint;
        if (Integer.compareUnsigned(digitCount - 1, 8) >= 0 || (Swar.digitErrors(digits) | unseen) != 0) {
            return OTHER;
        }
        return Swar.eightDigits(digits) | ((long) (length - point - hasPoint) << 32);
    }

    static int unscaled(long small) {
        return (int) small;
    }

    static int scale(long small) {
        return (int) (small >>> 32);
    }
}
