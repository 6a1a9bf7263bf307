package dev.peristyle.internal.value;

import org.agrona.UnsafeApi;

/**
 * Compares a decimal of any length with the number halfway between two neighbouring doubles or floats, exactly: as whole numbers of
 * some thousand bits, in memory that is used again. For the few decimals that cannot be told apart otherwise. Not thread-safe.
 */
final class HalfwayPoint {

    /** No halfway point has as many digits; what comes after them only matters by not being zero. */
    private static final int MAX_DIGITS = 800;

    /** The digits that are in the number whose power of ten is given. */
    private static final int FIRST_DIGITS = 19;

    private static final long MASK = 0xFFFF_FFFFL;
    private static final int MAX_WORDS = 160;

    /** The largest power of five below 2^31. */
    private static final int FIVES = 13;

    private static final long POWER_OF_FIVES = 1_220_703_125;

    /** Words of 32 bits, least significant first. */
    private final int[] decimal = new int[MAX_WORDS];

    private final int[] half = new int[MAX_WORDS];

    private int decimalWords;
    private int halfWords;
    private int exponent;
    private boolean more;

    /**
     * Takes a decimal.
     *
     * @param text digits and a point or none
     * @param length bytes of the text
     * @param power the power of ten that the first {@value #FIRST_DIGITS} digits are multiplied with
     */
    void setDecimal(long text, int length, int power) {
        decimalWords = 0;
        more = false;
        int digits = 0;
        for (int position = 0; position < length; position++) {
            int digit = UnsafeApi.getByte(text + position) - '0';
            if (digit < 0 || digit == 0 && digits == 0) {
                continue;
            }
            if (digits < MAX_DIGITS) {
                decimalWords = multiplyAndAdd(decimal, decimalWords, 10, digit);
                digits++;
            } else {
                more |= digit != 0;
            }
        }
        exponent = power - Math.max(0, digits - FIRST_DIGITS);
    }

    /**
     * Compares the decimal; it is lost thereby.
     *
     * @param bits of the double or float below the halfway point
     * @param precision bits of its significand
     * @param minExponent of the smallest normal number
     * @return negative, 0 or positive as the decimal is less, equal or greater
     */
    int compareWith(long bits, int precision, int minExponent) {
        int biased = (int) (bits >>> precision - 1);
        long fraction = bits & (1L << precision - 1) - 1;
        long significand = biased == 0 ? fraction : fraction | 1L << precision - 1;
        int twos = Math.max(biased, 1) + minExponent - precision - 1;
        halfWords = 0;
        long odd = 2 * significand + 1;
        half[halfWords++] = (int) odd;
        half[halfWords++] = (int) (odd >>> 32);
        // decimal · 10^exponent against odd · 2^twos: the powers go to the side where they are positive
        for (int fives = exponent; fives > 0; fives -= FIVES) {
            decimalWords = multiplyAndAdd(decimal, decimalWords, powerOfFive(fives), 0);
        }
        for (int fives = -exponent; fives > 0; fives -= FIVES) {
            halfWords = multiplyAndAdd(half, halfWords, powerOfFive(fives), 0);
        }
        int shift = twos - exponent;
        if (shift >= 0) {
            halfWords = shiftLeft(half, halfWords, shift);
        } else {
            decimalWords = shiftLeft(decimal, decimalWords, -shift);
        }
        int order = compare();
        return order == 0 && more ? 1 : order;
    }

    private static long powerOfFive(int exponent) {
        if (exponent >= FIVES) {
            return POWER_OF_FIVES;
        }
        long power = 1;
        for (int factor = 0; factor < exponent; factor++) {
            power *= 5;
        }
        return power;
    }

    private int compare() {
        for (int word = Math.max(decimalWords, halfWords) - 1; word >= 0; word--) {
            int left = word < decimalWords ? decimal[word] : 0;
            int right = word < halfWords ? half[word] : 0;
            if (left != right) {
                return Integer.compareUnsigned(left, right);
            }
        }
        return 0;
    }

    private static int multiplyAndAdd(int[] words, int count, long factor, long addend) {
        long carry = addend;
        for (int word = 0; word < count; word++) {
            long product = (words[word] & MASK) * factor + carry;
            words[word] = (int) product;
            carry = product >>> 32;
        }
        if (carry == 0) {
            return count;
        }
        words[count] = (int) carry;
        return count + 1;
    }

    private static int shiftLeft(int[] words, int count, int bits) {
        int whole = bits >>> 5;
        int part = bits & 31;
        int end = count + whole;
        words[end] = part == 0 || count == 0 ? 0 : words[count - 1] >>> 32 - part;
        for (int word = count - 1; word >= 0; word--) {
            int lower = part == 0 || word == 0 ? 0 : words[word - 1] >>> 32 - part;
            words[word + whole] = words[word] << part | lower;
        }
        for (int word = 0; word < whole; word++) {
            words[word] = 0;
        }
        return end + 1;
    }
}
