package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getLong;

/** At most eight digits with or without a decimal point, at once and without a branch on where the point is. */
final class SmallDecimal {
    /** Any negative number: the text is something else, or longer. */
    static final long OTHER = -1;

    private static final long POINTS = Swar.broadcast('.');

    private SmallDecimal() {}

    /**
     * Parses {@code [0-9]{1,8}} with one point among or after the digits or none.
     *
     * @return the digits as a number in the low 32 bits and how many come after the point in the high 32 bits, or a negative number
     */
    static long parse(long address, int length) {
        long word = getLong(address);
        long points = Swar.firstEqual(word, POINTS);
        // all bits below the first point; all bits of the word if there is none
        long mask = ((points & -points) >>> 7) - 1;
        // the bytes before the point from here, those after it from one byte further: the point is gone
        long next = getLong(address + 1);
        long bytes = next ^ ((word ^ next) & mask);
        int point = Long.numberOfTrailingZeros(points) >>> 3;
        // positive if the point is one of the field's bytes: a point or anything else after the field must not matter
        int after = length - point;
        int hasPoint = -after >>> 31;
        int digitCount = length - hasPoint;
        long digits = (bytes ^ Swar.ZERO_DIGITS) << (64 - (digitCount << 3));
        // no point among eight bytes, and a ninth byte that has not been looked at
        int unseen = (point >>> 3) & hasPoint;
        if (Integer.compareUnsigned(digitCount - 1, 8) >= 0 || (Swar.digitErrors(digits) | unseen) != 0) {
            return OTHER;
        }
        return Swar.eightDigits(digits) | ((long) (after - hasPoint & -hasPoint) << 32);
    }

    static int unscaled(long small) {
        return (int) small;
    }

    static int scale(long small) {
        return (int) (small >>> 32);
    }
}
