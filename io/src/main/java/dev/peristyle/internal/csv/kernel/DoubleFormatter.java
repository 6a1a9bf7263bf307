package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

/**
 * Writes doubles in the shortest form that reads back as the same bits, without allocation: {@code 1.5}, {@code 300.0}, {@code 1.0E-7},
 * {@code NaN}, {@code Infinity}. A point is always there, so that whole numbers are still seen to be doubles.
 */
public final class DoubleFormatter {
    /** No number needs more bytes: sign, 17 digits, point and E are 20, and the exponent is written as a number. */
    public static final int MAX_BYTES = 20 + IntegerFormatter.MAX_BYTES;

    /** Numbers below this with at most six fraction digits take the short way; products stay exact enough and have at most 15 digits. */
    private static final double SHORT_BOUND = 1e9;

    /** Longer forms are plain below this. */
    private static final double PLAIN_BOUND = 1e7;

    private DoubleFormatter() {}

    /**
     * Writes a number.
     *
     * @param value the number
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address behind the text
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
        } else if (positive == Double.POSITIVE_INFINITY) {
            return word("Infinity", address);
        }
        long digits = ShortestDouble.digits(positive);
        int exponent = ShortestDouble.exponent(positive);
        return exponent >= -16 && exponent < 0 && positive < PLAIN_BOUND
                ? plain(digits, PowersOfTen.asLong(-exponent), PowersOfTen.asLong(16 + exponent), address)
                : shortest(digits, exponent, address);
    }

    /** Writes a point and up to eight fraction digits, without the zeros at their end, but one digit in any case. */
    private static long fraction(long digits, long point) {
        putByte(point, (byte) '.');
        putLong(point + 1, digits | Swar.ZERO_DIGITS);
        return point + 9 - Math.min(7, Long.numberOfLeadingZeros(digits) >>> 3);
    }

    /** Writes a number below 10^7 with at most 16 fraction digits, given as digits divided by a power. */
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
        putLong(point + 9, later | Swar.ZERO_DIGITS);
        return point + 17 - (Long.numberOfLeadingZeros(later) >>> 3);
    }

    /** Writes digits times ten to a power: plainly from 10^-3 to 10^7, else with an exponent, as Java does. */
    static long shortest(long digitsAndZeros, int power, long out) {
        long digits = digitsAndZeros;
        int exponent = power;
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
        int count = IntegerFormatter.digitCount(digits);
        int magnitude = count + exponent;
        if (magnitude > -3 && magnitude <= 7) {
            if (exponent >= 0) {
                return DecimalFormatter.format(digits * PowersOfTen.asLong(exponent) * 10, 1, out);
            }
            if (-exponent <= 18) {
                return DecimalFormatter.format(digits, -exponent, out);
            }
            // 0.00d with 17 digits: 19 fraction digits
            long zeros = word("0.00", out);
            IntegerFormatter.writeDigits(digits, count, zeros);
            return zeros + count;
        }
        long mantissaEnd = count == 1
                ? DecimalFormatter.format(digits * 10, 1, out)
                : DecimalFormatter.format(digits, count - 1, out);
        putByte(mantissaEnd, (byte) 'E');
        return IntegerFormatter.format(magnitude - 1, mantissaEnd + 1);
    }

    static long word(String word, long out) {
        for (int i = 0; i < word.length(); i++) {
            putByte(out + i, (byte) word.charAt(i));
        }
        return out + word.length();
    }
}
