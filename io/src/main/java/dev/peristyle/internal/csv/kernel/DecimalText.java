package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;

/** Decimal numbers of any length, one digit at a time: the slow path of the decimal parser and its definition. */
final class DecimalText {
    private static final long LARGEST = 999_999_999_999_999_999L;

    private DecimalText() {}

    /**
     * Parses {@code [+-]?[0-9]*(\.[0-9]*)?} with at least one digit into {@link ParseState#value}, scaled. Digits behind the scale must be
     * zeros.
     *
     * @param bound 10 to the power of the precision, at most 10^18: the scaled number must be smaller
     * @return false if the text is something else, or the number does not fit
     */
    static boolean parse(long address, int length, int scale, long bound, ParseState state) {
        int position = 0;
        boolean negative = false;
        if (length > 0) {
            byte sign = getByte(address);
            negative = sign == '-';
            position = negative || sign == '+' ? 1 : 0;
        }
        long value = 0;
        int digits = 0;
        int fraction = -1;
        for (; position < length; position++) {
            byte current = getByte(address + position);
            if (current == '.' && fraction < 0) {
                fraction = 0;
                continue;
            }
            int digit = current - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            digits++;
            if (fraction >= scale) {
                if (digit != 0) {
                    return false;
                }
                continue;
            }
            fraction += fraction >= 0 ? 1 : 0;
            if (value > LARGEST / 10) {
                return false;
            }
            value = value * 10 + digit;
        }
        long factor = PowersOfTen.asLong(scale - Math.max(fraction, 0));
        if (digits == 0 || value > (bound - 1) / factor) {
            return false;
        }
        state.value = negative ? -value * factor : value * factor;
        return true;
    }
}
