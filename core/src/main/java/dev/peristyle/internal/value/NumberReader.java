package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.schema.Layout;
import java.math.RoundingMode;
import org.agrona.UnsafeApi;

/**
 * Reads numbers from text: {@code [+-]?[0-9]*(\.[0-9]*)?([eE][+-]?[0-9]+)?} with at least one digit before the exponent, of any
 * length, exactly and without allocation. First {@link #scan} a text, then ask for it as what it is to be. Not thread-safe.
 */
public final class NumberReader {

    private static final DoubleAccess DOUBLES = DoubleAccess.of(Layout.FLOAT64);
    private static final DoubleAccess FLOATS = DoubleAccess.of(Layout.FLOAT32);

    private static final int MAX_FIRST = 19;
    private static final int MAX_SECOND = 38;

    /** Above every exponent that makes a difference, below what could overflow. */
    private static final int EXPONENT_LIMIT = 100_000_000;

    private final RoundingMode rounding;
    private final WideNumber wide = new WideNumber();
    private final NearestFloating nearest = new NearestFloating();

    private boolean negative;
    /** The first 19 digits without leading zeros, as a number without a sign. */
    private long first;
    /** The next 19 digits, and how many they are. */
    private long second;

    private int secondDigits;
    /** What the digits read so far are to be multiplied with: a power of ten. */
    private int exponent;
    /** The digit after the first 38, and whether one after it is not 0. */
    private int nextDigit;

    private boolean more;
    /** Where the digits are, for what needs all of them. */
    private long digitsFrom;

    private int digitsLength;
    private boolean exact;

    /** A reader that rounds halves away from zero. */
    public NumberReader() {
        this(RoundingMode.HALF_UP);
    }

    /**
     * A reader.
     *
     * @param rounding what becomes of digits that a whole number or one with a fixed scale has no room for; {@link #isExact()} says
     *     whether there were any, also where rounding is {@link RoundingMode#UNNECESSARY}
     */
    public NumberReader(RoundingMode rounding) {
        this.rounding = rounding;
    }

    /**
     * Looks at a text.
     *
     * @param length its bytes; only these are read
     * @return whether it is a number
     */
    public boolean scan(long address, int length) {
        int position = 0;
        negative = false;
        if (length > 0) {
            byte sign = UnsafeApi.getByte(address);
            negative = sign == '-';
            position = negative || sign == '+' ? 1 : 0;
        }
        digitsFrom = address + position;
        int end = scanDigits(digitsFrom, length - position);
        if (end < 0) {
            return false;
        }
        digitsLength = end;
        position += end;
        return position == length || scanExponent(address, position, length);
    }

    /** Returns where the digits end, or -1 if there is none. */
    private int scanDigits(long address, int length) {
        first = 0;
        second = 0;
        nextDigit = 0;
        more = false;
        int significant = 0;
        int digits = 0;
        int pointAt = -1;
        int position = 0;
        for (; position < length; position++) {
            byte symbol = UnsafeApi.getByte(address + position);
            int digit = symbol - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if ((significant | digit) != 0) {
                    add(digit, significant++);
                }
            } else if (symbol == '.' && pointAt < 0) {
                pointAt = digits;
            } else {
                break;
            }
        }
        secondDigits = Math.min(Math.max(significant - MAX_FIRST, 0), MAX_SECOND - MAX_FIRST);
        exponent = Math.max(significant - MAX_SECOND, 0) - (pointAt < 0 ? 0 : digits - pointAt);
        return digits == 0 ? -1 : position;
    }

    private void add(int digit, int place) {
        if (place < MAX_FIRST) {
            first = first * 10 + digit;
        } else if (place < MAX_SECOND) {
            second = second * 10 + digit;
        } else {
            more |= place > MAX_SECOND && digit != 0;
            nextDigit = place == MAX_SECOND ? digit : nextDigit;
        }
    }

    private boolean scanExponent(long address, int from, int length) {
        if ((UnsafeApi.getByte(address + from) | 0x20) != 'e') {
            return false;
        }
        int position = from + 1;
        boolean minus = false;
        if (position < length) {
            byte sign = UnsafeApi.getByte(address + position);
            minus = sign == '-';
            position += minus || sign == '+' ? 1 : 0;
        }
        if (position >= length) {
            return false;
        }
        int value = 0;
        for (; position < length; position++) {
            int digit = UnsafeApi.getByte(address + position) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = Math.min(value * 10 + digit, EXPONENT_LIMIT);
        }
        exponent += minus ? -value : value;
        return true;
    }

    /**
     * Makes a number with a fixed scale of what was scanned; it is rounded. {@link #low()} and {@link
     * #high()} have it.
     *
     * @param scale digits after the point, 0 to 38
     * @param precision the most digits that it may have, 1 to 38
     * @return whether it fits
     */
    public boolean asScaled(int scale, int precision) {
        return scale(scale) && wide.isBelowPower(precision) && applySign();
    }

    /**
     * Makes a whole number of 64 bits of what was scanned; it is rounded. {@link #low()} has it.
     *
     * @param min the smallest number that fits
     * @param max the largest number that fits
     * @return whether it fits
     */
    public boolean asInteger(long min, long max) {
        if (!scale(0) || wide.high != 0) {
            return false;
        }
        boolean fits = negative ? Long.compareUnsigned(wide.low, -min) <= 0 && min <= 0 : wide.low >= 0;
        applySign();
        return fits && wide.low >= min && wide.low <= max;
    }

    /**
     * Makes a whole number without a sign of what was scanned; it is rounded. {@link #low()} has it.
     *
     * @param max the largest number that fits, its highest bit being one like the others
     * @return whether it fits
     */
    public boolean asUnsigned(long max) {
        return scale(0) && wide.high == 0 && Long.compareUnsigned(wide.low, max) <= 0 && (!negative || wide.low == 0);
    }

    private boolean applySign() {
        if (negative) {
            wide.set(-wide.high - (wide.low != 0 ? 1 : 0), -wide.low);
        }
        return true;
    }

    private boolean scale(int scale) {
        wide.set(0, first);
        exact = true;
        if (first == 0) {
            return true;
        }
        if (secondDigits > 0 && !wide.multiplyAndAdd(secondDigits, second)) {
            return false;
        }
        // the exponent counts from the last digit that is in the number
        int shift = exponent + scale;
        boolean beyond = isBeyond();
        if (shift < 0) {
            wide.divide(-shift);
            round(wide.cutDigit, wide.cutMore || beyond);
            return true;
        }
        if (shift == 0) {
            round(nextDigit, more);
            return true;
        }
        exact = !beyond;
        // digits that do not fit make the number too large
        return !beyond && wide.multiplyAndAdd(shift, 0);
    }

    /** Whether there is a digit other than 0 after the first 38. */
    private boolean isBeyond() {
        return more || nextDigit != 0;
    }

    /** Rounds what is left of a number of which a digit was cut off, and perhaps others than 0 after it. */
    private void round(int digit, boolean others) {
        exact = digit == 0 && !others;
        boolean up = switch (rounding) {
            case UP -> !exact;
            case DOWN, UNNECESSARY -> false;
            case CEILING -> !exact && !negative;
            case FLOOR -> !exact && negative;
            case HALF_UP -> digit >= 5;
            case HALF_DOWN -> digit > 5 || digit == 5 && others;
            case HALF_EVEN -> digit > 5 || digit == 5 && (others || (wide.low & 1) != 0);
        };
        if (up) {
            wide.increment();
        }
    }

    /**
     * Says whether the last {@link #asScaled}, {@link #asInteger} or {@link #asUnsigned} did without rounding.
     *
     * @return true if no digit other than 0 was cut off
     */
    public boolean isExact() {
        return exact;
    }

    /**
     * Returns the lower half of the scaled number.
     *
     * @return bits 0 to 63
     */
    public long low() {
        return wide.low;
    }

    /**
     * Returns the upper half of the scaled number.
     *
     * @return bits 64 to 127, with the sign
     */
    public long high() {
        return wide.high;
    }

    /**
     * Makes the nearest double of what was scanned, of two the one whose last bit is 0; infinity past the largest.
     *
     * @return the double
     */
    public double asDouble() {
        int power = exponent + secondDigits;
        double value;
        if (isShort() && first >= 0 && first <= 1L << 53 && Math.abs(power) <= PowersOfTen.MAX_DOUBLE) {
            // both operands are exact, so that the result is the nearest double (Clinger 1990)
            value = power < 0 ? first / PowersOfTen.asDouble(-power) : first * PowersOfTen.asDouble(power);
        } else {
            value = nearest(DOUBLES, power);
        }
        return negative ? -value : value;
    }

    /**
     * Makes the nearest float of what was scanned, of two the one whose last bit is 0; infinity past the largest.
     *
     * @return the float
     */
    public float asFloat() {
        int power = exponent + secondDigits;
        float value;
        if (isShort() && first >= 0 && first <= 1L << 24 && Math.abs(power) <= PowersOfTen.MAX_FLOAT) {
            value = power < 0 ? first / PowersOfTen.asFloat(-power) : first * PowersOfTen.asFloat(power);
        } else {
            value = (float) nearest(FLOATS, power);
        }
        return negative ? -value : value;
    }

    /**
     * Makes the nearest number of a layout of what was scanned, of two the one whose last bit is 0; infinity past the largest.
     *
     * @return the number
     */
    double asFloating(DoubleAccess layout) {
        if (layout == DOUBLES) {
            return asDouble();
        }
        if (layout == FLOATS) {
            return asFloat();
        }
        double value = nearest(layout, exponent + secondDigits);
        return negative ? -value : value;
    }

    private double nearest(DoubleAccess layout, int power) {
        return layout.ofWord(nearest.bits(layout, first, power, isShort(), digitsFrom, digitsLength));
    }

    /** Whether the first digits are all there are but zeros. */
    private boolean isShort() {
        return second == 0 && !isBeyond();
    }
}
