package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;

/**
 * Writes doubles in the shortest form that reads back as the same bits, without allocation: {@code 1.5}, {@code 300.0}, {@code 1.0E-7},
 * {@code NaN}, {@code Infinity}. A point is always there, so that whole numbers are still seen to be doubles.
 */
public final class DoubleFormatter {
    /** No number needs more bytes: sign, 17 digits, point, E and an exponent of a sign and three digits are 24. */
    public static final int MAX_BYTES = 26;

    /** Numbers below this with few fraction digits take the short way; products stay exact enough and have at most 15 digits. */
    private static final double SHORT_BOUND = 1e9;

    private static final int SHORT_FRACTION = 6;

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
        long address = out;
        if (Double.doubleToRawLongBits(value) < 0) {
            putByte(address++, (byte) '-');
        }
        double positive = Math.abs(value);
        if (positive < SHORT_BOUND) {
            for (int scale = 1; scale <= SHORT_FRACTION; scale++) {
                double power = PowersOfTen.asDouble(scale);
                long unscaled = (long) (positive * power + 0.5);
                // at most 15 digits divided by an exact power: what a parser would compute, so that equality proves the
                // text
                if (unscaled / power == positive) {
                    return DecimalFormatter.format(unscaled, scale, address);
                }
            }
        } else if (positive == Double.POSITIVE_INFINITY) {
            return word("Infinity", address);
        }
        return shortest(ShortestDouble.digits(positive), ShortestDouble.exponent(positive), address);
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
