package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.PowersOfTen;

/**
 * Writes floating-point numbers in the shortest form that reads back as the same bits, without allocation: as plain numbers from 1e-6 to
 * below 1e21 ({@code 1.5}, {@code 300.0}, {@code 0.000001}), else with an exponent ({@code 1.5e-7}, {@code 1e21}), and {@code NaN},
 * {@code Infinity}, {@code -Infinity}. A point or an exponent is always there, so that whole numbers are still seen to be doubles.
 */
public final class DoubleFormatter {
    /** No number needs more bytes: sign, 21 digits, a point and a zero, and what is stored past them. */
    public static final int MAX_BYTES = 40;

    /** Numbers below this with at most six fraction digits take the short way; products stay exact enough and have at most 15 digits. */
    private static final double SHORT_BOUND = 1e9;

    /** Whole numbers below this have no shorter form, as their neighbours are one apart. */
    private static final double WHOLE_BOUND = 0x1p53;

    /** Digits times ten to this power and more may be more than {@link #plain} can take apart. */
    private static final int MIN_PLAIN_EXPONENT = -16;

    /** The largest number of digits before the point of a plain number. */
    private static final int MAX_WHOLE_DIGITS = 21;

    /** The largest number of zeros after the point of a plain number. */
    private static final int MAX_ZEROS = 5;

    /** "0.000000" as a word to store. */
    private static final long ZEROS_AFTER_POINT = IntegerFormatter.ZERO_DIGITS - ('0' - '.' << 8);

    private DoubleFormatter() {}

    /**
     * Writes a number.
     *
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(double value, long out) {
        if (Double.isNaN(value)) {
            return word("NaN", out);
        }
        // the first digit of a number without a sign takes its place
        putByte(out, (byte) '-');
        long address = out + (Double.doubleToRawLongBits(value) >>> 63);
        double positive = Math.abs(value);
        if (positive < SHORT_BOUND) {
            long whole = (long) positive;
            if (whole == positive) {
                return fraction(0, IntegerFormatter.formatUnsigned(whole, address));
            }
            // at most 15 digits divided by an exact power: what a parser would compute, so that equality proves the
            // text; and if fewer fraction digits are enough, the others are zeros here
            long millionths = (long) (positive * 1e6 + 0.5);
            if (millionths / 1e6 == positive) {
                long point = IntegerFormatter.formatUnsigned(whole, address);
                return fraction(IntegerFormatter.digits((millionths - whole * 1_000_000) * 100), point);
            }
        } else if (positive < WHOLE_BOUND) {
            long whole = (long) positive;
            if (whole == positive) {
                return fraction(0, IntegerFormatter.formatUnsigned(whole, address));
            }
        } else if (positive == Double.POSITIVE_INFINITY) {
            return word("Infinity", address);
        }
        return shortest(ShortestDecimal.digits(positive), ShortestDecimal.exponent(positive), address);
    }

    /**
     * Writes a number of single precision.
     *
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(float value, long out) {
        if (Float.isNaN(value)) {
            return word("NaN", out);
        }
        putByte(out, (byte) '-');
        long address = out + (Float.floatToRawIntBits(value) >>> 31);
        float positive = Math.abs(value);
        if (positive < 0x1p24f && (long) positive == positive) {
            return fraction(0, IntegerFormatter.formatUnsigned((long) positive, address));
        }
        if (positive == Float.POSITIVE_INFINITY) {
            return word("Infinity", address);
        }
        return shortest(ShortestDecimal.digits(positive), ShortestDecimal.exponent(positive), address);
    }

    /**
     * Writes a number of a layout narrower than float.
     *
     * @param bits the number as it lies in memory
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    static long format(long bits, DoubleAccess layout, long out) {
        double value = layout.ofWord(bits);
        if (Double.isNaN(value)) {
            return word("NaN", out);
        }
        putByte(out, (byte) '-');
        long address = out + (Double.doubleToRawLongBits(value) >>> 63);
        double positive = Math.abs(value);
        if (positive < 1L << layout.precision() && (long) positive == positive) {
            return fraction(0, IntegerFormatter.formatUnsigned((long) positive, address));
        }
        if (positive == Double.POSITIVE_INFINITY) {
            return word("Infinity", address);
        }
        long positiveBits = layout.toWord(positive);
        return shortest(
                ShortestDecimal.digits(positiveBits, layout), ShortestDecimal.exponent(positiveBits, layout), address);
    }

    private static long shortest(long digits, int exponent, long out) {
        return exponent >= MIN_PLAIN_EXPONENT && exponent < 0 && digits >= PowersOfTen.asLong(-exponent)
                ? plain(digits, PowersOfTen.asLong(-exponent), PowersOfTen.asLong(16 + exponent), out)
                : other(digits, exponent, out);
    }

    /** Writes a point and up to eight fraction digits, without the zeros at their end, but one digit in any case. */
    private static long fraction(long digits, long point) {
        putByte(point, (byte) '.');
        putLong(point + 1, digits | IntegerFormatter.ZERO_DIGITS);
        return point + 9 - Math.min(7, Long.numberOfLeadingZeros(digits) >>> 3);
    }

    /** Writes a number of at least 1 with at most 16 fraction digits, given as digits divided by a power. */
    private static long plain(long digits, long divisor, long powerTo16, long out) {
        long whole = digits / divisor;
        long point = IntegerFormatter.formatUnsigned(whole, out);
        long rest = (digits - whole * divisor) * powerTo16;
        long high = rest / 100_000_000;
        long low = rest - high * 100_000_000;
        long end = fraction(IntegerFormatter.digits(high), point);
        if (low == 0) {
            return end;
        }
        long later = IntegerFormatter.digits(low);
        putLong(point + 9, later | IntegerFormatter.ZERO_DIGITS);
        return point + 17 - (Long.numberOfLeadingZeros(later) >>> 3);
    }

    /** Writes digits times ten to a power: numbers below 1, large whole ones, and those with an exponent. */
    private static long other(long digitsAndZeros, int power, long out) {
        long digits = digitsAndZeros;
        int exponent = power;
        long shorter = digits / 10;
        while (shorter * 10 == digits) {
            digits = shorter;
            exponent++;
            shorter = digits / 10;
        }
        int count = IntegerFormatter.digitCount(digits);
        int wholeDigits = count + exponent;
        if (wholeDigits > MAX_WHOLE_DIGITS || wholeDigits < -MAX_ZEROS) {
            return scientific(digits, count, wholeDigits - 1, out);
        }
        if (wholeDigits <= 0) {
            putLong(out, ZEROS_AFTER_POINT);
            return IntegerFormatter.formatUnsigned(digits, out + 2 - wholeDigits);
        }
        if (exponent < 0) {
            return DecimalFormatter.format(digits, -exponent, out);
        }
        long end = IntegerFormatter.formatUnsigned(digits, out);
        for (int zeros = exponent; zeros > 0; zeros -= 8) {
            putLong(end, IntegerFormatter.ZERO_DIGITS);
            end += Math.min(zeros, 8);
        }
        return fraction(0, end);
    }

    private static long scientific(long digits, int count, int exponent, long out) {
        long end = count == 1
                ? IntegerFormatter.formatUnsigned(digits, out)
                : DecimalFormatter.format(digits, count - 1, out);
        putByte(end, (byte) 'e');
        return IntegerFormatter.format(exponent, end + 1);
    }

    private static long word(String word, long out) {
        for (int i = 0; i < word.length(); i++) {
            putByte(out + i, (byte) word.charAt(i));
        }
        return out + word.length();
    }
}
