package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;

/**
 * Floating-point numbers of any form: checks the grammar, takes the exact short way if there is one, and leaves the rest to an exact
 * parser.
 */
final class FloatingText {
    private static final long LARGEST_EXACT = 1L << 53;
    private static final int LARGEST_EXACT_POWER = 22;

    private static final int NOT_A_NUMBER = Integer.MIN_VALUE;

    /** Above the largest exponent that makes a difference, below what could overflow. */
    private static final int EXPONENT_LIMIT = 100_000_000;

    private static final int MOST_DIGITS = 18;

    private FloatingText() {}

    /** Puts the bits of the double into {@link ParseState#value}; false if the text is not a number. */
    static boolean parseDouble(long address, int length, ParseState state) {
        int signs = sign(address, length);
        if (isWord(address + signs, length - signs)) {
            double word = (getByte(address + signs) | 0x20) == 'n' ? Double.NaN : Double.POSITIVE_INFINITY;
            state.value = Double.doubleToLongBits(signs == 1 && getByte(address) == '-' ? -word : word);
            return true;
        }
        int exponent = scan(address + signs, length - signs, state);
        if (exponent == NOT_A_NUMBER) {
            return false;
        }
        long digits = state.value;
        double value;
        if (digits >= 0 && digits <= LARGEST_EXACT && Math.abs(exponent) <= LARGEST_EXACT_POWER) {
            value = exponent < 0 ? digits / PowersOfTen.asDouble(-exponent) : digits * PowersOfTen.asDouble(exponent);
            value = signs == 1 && getByte(address) == '-' ? -value : value;
        } else {
            value = JavaDoubleParser.parseDouble(copy(address, length, state), 0, length);
        }
        state.value = Double.doubleToRawLongBits(value);
        return true;
    }

    /** Puts the bits of the float into {@link ParseState#value}; false if the text is not a number. */
    static boolean parseFloat(long address, int length, ParseState state) {
        int signs = sign(address, length);
        if (isWord(address + signs, length - signs)) {
            float word = (getByte(address + signs) | 0x20) == 'n' ? Float.NaN : Float.POSITIVE_INFINITY;
            state.value = Float.floatToIntBits(signs == 1 && getByte(address) == '-' ? -word : word);
            return true;
        }
        if (scan(address + signs, length - signs, state) == NOT_A_NUMBER) {
            return false;
        }
        state.value = Float.floatToRawIntBits(JavaFloatParser.parseFloat(copy(address, length, state), 0, length));
        return true;
    }

    private static int sign(long address, int length) {
        if (length <= 0) {
            return 0;
        }
        byte first = getByte(address);
        return first == '-' || first == '+' ? 1 : 0;
    }

    /**
     * Reads {@code [0-9]*(\.[0-9]*)?([eE][+-]?[0-9]+)?} with at least one digit in front of the exponent. The digits go to
     * {@link ParseState#value}, or -1 if they are too many.
     *
     * @return the power of ten that the digits are to be multiplied with, or {@link #NOT_A_NUMBER}
     */
    private static int scan(long address, int length, ParseState state) {
        long value = 0;
        int significant = 0;
        int digits = 0;
        int point = -1;
        int position = 0;
        for (; position < length; position++) {
            byte current = getByte(address + position);
            int digit = current - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                significant += significant > 0 || digit != 0 ? 1 : 0;
                value = value * 10 + digit;
            } else if (current == '.' && point < 0) {
                point = digits;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return NOT_A_NUMBER;
        }
        int exponent = point < 0 ? 0 : point - digits;
        if (position < length) {
            if ((getByte(address + position) | 0x20) != 'e') {
                return NOT_A_NUMBER;
            }
            position++;
            int signs = sign(address + position, length - position);
            boolean negative = signs == 1 && getByte(address + position) == '-';
            position += signs;
            if (position >= length) {
                return NOT_A_NUMBER;
            }
            int explicit = 0;
            for (; position < length; position++) {
                int digit = getByte(address + position) - '0';
                if (digit < 0 || digit > 9) {
                    return NOT_A_NUMBER;
                }
                explicit = Math.min(explicit * 10 + digit, EXPONENT_LIMIT);
            }
            exponent += negative ? -explicit : explicit;
        }
        state.value = significant <= MOST_DIGITS ? value : -1;
        return exponent;
    }

    /** NaN, inf and Infinity, in upper or lower case. */
    private static boolean isWord(long address, int length) {
        return switch (length) {
            case 3 -> equalsIgnoreCase(address, "nan") || equalsIgnoreCase(address, "inf");
            case 8 -> equalsIgnoreCase(address, "infinity");
            default -> false;
        };
    }

    private static boolean equalsIgnoreCase(long address, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((getByte(address + i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] copy(long address, int length, ParseState state) {
        if (state.scratch.length < length) {
            state.scratch = new byte[Math.max(length, 2 * state.scratch.length)];
        }
        for (int i = 0; i < length; i++) {
            state.scratch[i] = getByte(address + i);
        }
        return state.scratch;
    }
}
