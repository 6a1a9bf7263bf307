package dev.peristyle.internal.expression.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.UnsafeApi;

/**
 * Reads numbers from text: an optional sign, digits, an optional fraction, an optional exponent, blanks around. Short
 * numbers are read without an object; the rest takes the exact way through {@link BigDecimal}. One value at a time: a
 * method returns whether it could read one, and {@link #whole()} or {@link #floating()} has it. Not thread-safe.
 */
public final class NumberText {

    private static final int MOST_DIGITS = 18;
    private static final int MOST_EXACT_POWER = 22;
    private static final long MOST_EXACT_MANTISSA = 1L << 53;
    private static final double[] DOUBLE_POWERS = new double[MOST_EXACT_POWER + 1];
    private static final long[] LONG_POWERS = new long[MOST_DIGITS + 1];
    /** Far beyond what any target holds, and small enough to compute with. */
    private static final int MOST_INTEGER_DIGITS = 60;

    private static final int LONGEST_NAME = "-infinity".length();

    static {
        double power = 1;
        for (int exponent = 0; exponent <= MOST_EXACT_POWER; exponent++) {
            DOUBLE_POWERS[exponent] = power;
            power *= 10;
        }
        long whole = 1;
        for (int exponent = 0; exponent <= MOST_DIGITS; exponent++) {
            LONG_POWERS[exponent] = whole;
            whole *= 10;
        }
    }

    private long text;
    private int length;
    private long mantissa;
    private int fractionDigits;
    private long whole;
    private double floating;

    /** A reader. */
    public NumberText() {
        // nothing to set up
    }

    /**
     * Returns the number that {@link #readScaled} read.
     *
     * @return the value times 10 to the scale
     */
    public long whole() {
        return whole;
    }

    /**
     * Returns the number that {@link #readDouble} or {@link #readFloat} read.
     *
     * @return the value
     */
    public double floating() {
        return floating;
    }

    /**
     * Reads a number with a fixed scale; further digits are rounded, halves away from zero.
     *
     * @param address where the text begins
     * @param bytes its length
     * @param scale digits after the decimal point
     * @param low the lowest scaled value that fits
     * @param high the highest scaled value that fits
     * @return whether it is a number that fits
     */
    public boolean readScaled(long address, int bytes, int scale, long low, long high) {
        strip(address, bytes);
        if (!readPlain() || Math.max(scale - fractionDigits, 0) > 0 && !canScale(scale - fractionDigits)) {
            return readScaledExactly(scale, low, high);
        }
        if (fractionDigits <= scale) {
            whole = mantissa * LONG_POWERS[scale - fractionDigits];
        } else {
            long divisor = LONG_POWERS[fractionDigits - scale];
            long quotient = mantissa / divisor;
            long rest = Math.abs(mantissa - quotient * divisor);
            whole = quotient + (rest >= divisor - rest ? mantissa >> 63 | 1 : 0);
        }
        return whole >= low && whole <= high;
    }

    private boolean canScale(int digits) {
        return Math.abs(mantissa) <= Long.MAX_VALUE / LONG_POWERS[digits];
    }

    private boolean readScaledExactly(int scale, long low, long high) {
        BigDecimal value = exact();
        if (value == null || value.precision() - (long) value.scale() > MOST_INTEGER_DIGITS) {
            return false;
        }
        if (value.precision() - (long) value.scale() < -MOST_INTEGER_DIGITS) {
            value = BigDecimal.ZERO;
        }
        BigInteger scaled = value.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
        if (scaled.bitLength() >= Long.SIZE) {
            return false;
        }
        whole = scaled.longValue();
        return whole >= low && whole <= high;
    }

    /**
     * Reads the nearest binary64 number. Also reads {@code nan}, {@code inf} and {@code infinity} in any case.
     *
     * @param address where the text begins
     * @param bytes its length
     * @return whether it is a number
     */
    public boolean readDouble(long address, int bytes) {
        strip(address, bytes);
        if (readPlain() && Math.abs(mantissa) <= MOST_EXACT_MANTISSA && mantissa != 0) {
            floating = mantissa / DOUBLE_POWERS[fractionDigits];
            return true;
        }
        if (!isNumber()) {
            return readNamed();
        }
        floating = Double.parseDouble(word());
        return !Double.isInfinite(floating);
    }

    /**
     * Reads the nearest binary32 number. Also reads {@code nan}, {@code inf} and {@code infinity} in any case.
     *
     * @param address where the text begins
     * @param bytes its length
     * @return whether it is a number
     */
    public boolean readFloat(long address, int bytes) {
        strip(address, bytes);
        if (!isNumber()) {
            return readNamed();
        }
        float value = Float.parseFloat(word());
        floating = value;
        return !Float.isInfinite(value);
    }

    private void strip(long address, int bytes) {
        int from = 0;
        int to = bytes;
        while (from < to && isBlank(UnsafeApi.getByte(address + from))) {
            from++;
        }
        while (to > from && isBlank(UnsafeApi.getByte(address + to - 1))) {
            to--;
        }
        text = address + from;
        length = to - from;
    }

    private static boolean isBlank(byte symbol) {
        return symbol == ' ' || symbol >= '\t' && symbol <= '\r';
    }

    /** Reads sign, digits and fraction if there are at most 18 digits and nothing else. */
    private boolean readPlain() {
        int position = 0;
        boolean negative = false;
        if (length > 0) {
            byte first = UnsafeApi.getByte(text);
            negative = first == '-';
            position = negative || first == '+' ? 1 : 0;
        }
        long value = 0;
        int digits = 0;
        int point = -1;
        for (; position < length; position++) {
            byte symbol = UnsafeApi.getByte(text + position);
            if (symbol >= '0' && symbol <= '9') {
                value = value * 10 + (symbol - '0');
                digits++;
            } else if (symbol == '.' && point < 0) {
                point = digits;
            } else {
                return false;
            }
            if (digits > MOST_DIGITS) {
                return false;
            }
        }
        mantissa = negative ? -value : value;
        fractionDigits = point < 0 ? 0 : digits - point;
        return digits > 0;
    }

    private BigDecimal exact() {
        if (!isNumber()) {
            return null;
        }
        try {
            return new BigDecimal(word());
        } catch (NumberFormatException failure) {
            return null;
        }
    }

    private String word() {
        byte[] bytes = new byte[length];
        for (int position = 0; position < length; position++) {
            bytes[position] = UnsafeApi.getByte(text + position);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Java reads more than numbers: a suffix, hexadecimal. */
    private boolean isNumber() {
        int position = sign(0);
        int digits = 0;
        boolean point = false;
        while (isDigit(position) || at(position) == '.' && !point) {
            point |= at(position) == '.';
            digits += isDigit(position) ? 1 : 0;
            position++;
        }
        if (digits == 0 || position == length) {
            return digits > 0;
        }
        if ((at(position) | 0x20) != 'e') {
            return false;
        }
        int exponent = sign(position + 1);
        int end = exponent;
        while (isDigit(end)) {
            end++;
        }
        return end > exponent && end == length;
    }

    /** The position after an optional sign. */
    private int sign(int position) {
        return at(position) == '-' || at(position) == '+' ? position + 1 : position;
    }

    private boolean isDigit(int position) {
        return at(position) >= '0' && at(position) <= '9';
    }

    /** The byte at a position, 0 at the end. */
    private byte at(int position) {
        return position < length ? UnsafeApi.getByte(text + position) : 0;
    }

    private boolean readNamed() {
        int first = at(sign(0)) | 0x20;
        if (length > LONGEST_NAME || first != 'n' && first != 'i') {
            return false;
        }
        switch (word().toLowerCase(Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> floating = Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> floating = Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> floating = Double.NEGATIVE_INFINITY;
            default -> {
                return false;
            }
        }
        return true;
    }
}
