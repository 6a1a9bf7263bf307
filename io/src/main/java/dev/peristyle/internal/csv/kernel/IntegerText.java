package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;

/** Whole numbers of any length, one digit at a time: the slow path of the integer parsers and their definition. */
final class IntegerText {
    private IntegerText() {}

    /**
     * Parses {@code [+-]?[0-9]+} into {@link ParseState#value}.
     *
     * @return false if the text is something else or does not fit into 64 bits
     */
    static boolean parse(long address, int length, ParseState state) {
        int position = 0;
        boolean negative = false;
        if (length > 0) {
            byte sign = getByte(address);
            negative = sign == '-';
            position = negative || sign == '+' ? 1 : 0;
        }
        if (position >= length) {
            return false;
        }
        // accumulated below zero, where there is room for the smallest value
        long value = 0;
        for (; position < length; position++) {
            int digit = getByte(address + position) - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                return false;
            }
            value *= 10;
            if (value < Long.MIN_VALUE + digit) {
                return false;
            }
            value -= digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            return false;
        }
        state.value = negative ? value : -value;
        return true;
    }
}
