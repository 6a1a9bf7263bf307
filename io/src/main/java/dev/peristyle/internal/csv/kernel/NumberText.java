package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;

import dev.peristyle.internal.ground.PowersOfTen;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/**
 * Numbers that are no numbers to the inference of types, because a number would not give the text back: with a zero before other
 * digits, with a plus sign, with more digits than a double holds.
 */
public final class NumberText {
    /** Of a number that a double or a decimal can give back; a longer one is text. */
    public static final int MAX_BYTES = 400;

    /** A double gives any so many digits back. */
    private static final int SAFE_DIGITS = 15;

    /** Digits, and a sign, a point or an exponent with them. */
    private static final int SAFE_BYTES = SAFE_DIGITS;

    private static final int MANTISSA_BITS = 52;

    private NumberText() {}

    /**
     * Says whether a number has a plus sign, or a zero before its first digit but one.
     *
     * @param address of at least one byte
     * @param length its bytes; one more is readable
     */
    static boolean isPadded(long address, int length) {
        byte first = getByte(address);
        int sign = first == '-' ? 1 : 0;
        return first == '+'
                || (length > sign + 1 && getByte(address + sign) == '0' && isDigit(getByte(address + sign + 1)));
    }

    /**
     * Says whether a double has all digits of the text that it was read from: rounded to as many digits it has the same ones. A whole
     * number of more than 18 digits it has not: that is a number to count with, or a name.
     *
     * @param text address of a number, or of a word that stands for one
     * @param length its bytes
     * @param value the nearest double
     */
    static boolean isGivenBack(long text, int length, double value) {
        if (length > MAX_BYTES) {
            return false;
        }
        boolean usual = Math.abs(value) >= Double.MIN_NORMAL || value == 0;
        if (Double.isNaN(value) || (length <= SAFE_BYTES && usual && value != 0)) {
            return true;
        }
        long digits = 0;
        int count = 0;
        int trailingZeros = 0;
        int afterPoint = 0;
        boolean point = false;
        int position = getByte(text) == '-' || getByte(text) == '+' ? 1 : 0;
        boolean other = false;
        for (; position < length; position++) {
            byte current = getByte(text + position);
            if (current == '.') {
                point = true;
            } else if (isDigit(current)) {
                afterPoint += point ? 1 : 0;
                count += count > 0 || current != '0' ? 1 : 0;
                trailingZeros = current == '0' ? trailingZeros + 1 : 0;
                digits = count <= PowersOfTen.MAX_LONG ? digits * 10 + (current - '0') : digits;
            } else {
                // a word, or what comes before an exponent
                other = true;
                break;
            }
        }
        if (count == 0) {
            return true;
        }
        if (!point && !other && count > PowersOfTen.MAX_LONG) {
            return false;
        }
        if (value == 0) {
            return false;
        }
        int zeros = Math.min(trailingZeros, count - 1);
        if (count - zeros <= SAFE_DIGITS && usual) {
            return true;
        }
        int scale = afterPoint - zeros;
        return !other && count <= PowersOfTen.MAX_LONG && scale >= 0 && usual && isInReach(value)
                ? isNearest(digits / PowersOfTen.asLong(zeros), scale, Math.abs(value))
                : isGivenBack(decimal(text, length), value);
    }

    /**
     * Says whether a double has all digits of a number.
     *
     * @param number digits with an exponent
     * @param value the nearest double
     * @return true if the double, rounded to as many digits, is the number
     */
    public static boolean isGivenBack(BigDecimal number, double value) {
        BigDecimal digits = number.stripTrailingZeros();
        return !Double.isInfinite(value)
                && new BigDecimal(value)
                                .round(new MathContext(digits.precision(), RoundingMode.HALF_EVEN))
                                .compareTo(digits)
                        == 0;
    }

    private static BigDecimal decimal(long text, int length) {
        byte[] bytes = new byte[length];
        UnsafeApi.copyMemory(null, text, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        return new BigDecimal(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** Whether the numbers of {@link #isNearest} fit into 192 bits. */
    private static boolean isInReach(double value) {
        int exponent = Math.getExponent(value);
        return exponent < MANTISSA_BITS && exponent > -60;
    }

    /**
     * Whether a double is nearer to digits * 10^-scale than half a unit of the last digit: |m * 10^scale - digits * 2^shift| is at
     * most 2^(shift - 1), where the double is m * 2^-shift. What lies in the middle goes to the even digit.
     */
    private static boolean isNearest(long digits, int scale, double value) {
        long bits = Double.doubleToRawLongBits(value);
        long mantissa = bits & (1L << MANTISSA_BITS) - 1 | 1L << MANTISSA_BITS;
        int shift = MANTISSA_BITS - Math.getExponent(value);
        if (scale > PowersOfTen.MAX_WIDE) {
            return false;
        }
        long factorLow = PowersOfTen.lowOf(scale);
        long factorHigh = PowersOfTen.highOf(scale);
        // 192 bits, the lowest first
        long product0 = mantissa * factorLow;
        long middle = mantissa * factorHigh;
        long product1 = middle + high(mantissa, factorLow);
        long product2 = high(mantissa, factorHigh) + (Long.compareUnsigned(product1, middle) < 0 ? 1 : 0);
        long wanted0 = word(digits, shift, 0);
        long wanted1 = word(digits, shift, 1);
        long wanted2 = word(digits, shift, 2);
        long difference0 = product0 - wanted0;
        long borrow0 = Long.compareUnsigned(product0, wanted0) < 0 ? 1 : 0;
        long difference1 = product1 - wanted1 - borrow0;
        boolean borrow1 = Long.compareUnsigned(product1, wanted1) < 0 || (product1 == wanted1 && borrow0 == 1);
        long difference2 = product2 - wanted2 - (borrow1 ? 1 : 0);
        if (difference2 < 0) {
            difference0 = -difference0;
            difference1 = ~difference1 + (difference0 == 0 ? 1 : 0);
            difference2 = ~difference2 + (difference0 == 0 && difference1 == 0 ? 1 : 0);
        }
        int compared = Long.compareUnsigned(difference2, word(1, shift - 1, 2));
        compared = compared != 0 ? compared : Long.compareUnsigned(difference1, word(1, shift - 1, 1));
        compared = compared != 0 ? compared : Long.compareUnsigned(difference0, word(1, shift - 1, 0));
        return compared < 0 || (compared == 0 && (digits & 1) == 0);
    }

    /** One of the three words of a number of 64 bits that was shifted to the left. */
    private static long word(long number, int shift, int word) {
        int down = word * Long.SIZE - shift;
        if (down <= -Long.SIZE || down >= Long.SIZE) {
            return 0;
        }
        return down <= 0 ? number << -down : number >>> down;
    }

    /** The upper 64 bits of a product of numbers without sign. */
    private static long high(long first, long second) {
        return Math.multiplyHigh(first, second) + (first & second >> 63) + (second & first >> 63);
    }

    private static boolean isDigit(byte symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
