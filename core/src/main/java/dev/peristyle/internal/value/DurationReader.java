package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.PowersOfTen;
import org.agrona.UnsafeApi;

/**
 * Reads durations as {@link java.time.Duration#parse} does: {@code [+-]P[nD][T[nH][nM][n.nS]]} in either case, each number with a sign or
 * without, a point or a comma in the seconds, and at least one part. Not thread-safe.
 */
public final class DurationReader {

    private static final int NANO_DIGITS = 9;
    /** A part up to this can have another digit. */
    private static final long MAX_NUMBER = Long.MAX_VALUE / 10 - 1;

    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final String UNITS = "dhms";

    private final WideNumber sum = new WideNumber();
    private long text;
    private int length;
    private int position;
    private boolean exact;
    private long value;

    /** A reader. */
    public DurationReader() {
        // nothing to set up
    }

    /**
     * Reads a duration.
     *
     * @param bytes its length; only these are read
     * @param fractionDigits digits after the point of a second: 0, 3, 6 or 9; more are cut off
     * @return whether it is one that fits; then {@link #value} has it
     */
    public boolean read(long address, int bytes, int fractionDigits) {
        text = address;
        length = bytes;
        position = 0;
        exact = true;
        sum.set(0, 0);
        boolean negative = sign();
        if (!take('p') || position == length) {
            return false;
        }
        int unit = 0;
        boolean days = false;
        while (position < length) {
            if (unit == 0 && take('t')) {
                unit = 1;
            } else if (unit == 0 && days) {
                return false;
            }
            days = true;
            unit = part(unit, negative, fractionDigits);
            if (unit < 0) {
                return false;
            }
        }
        value = sum.low;
        return sum.high == value >> 63;
    }

    /**
     * Returns what was read last.
     *
     * @return the duration in units of the fraction
     */
    public long value() {
        return value;
    }

    /**
     * Says whether nothing of the text was left out of the value.
     *
     * @return true if digits that were cut off are zeros
     */
    public boolean isExact() {
        return exact;
    }

    /** Adds a part and returns the first unit that may come next, or -1 if there is something else. */
    private int part(int firstUnit, boolean negative, int fractionDigits) {
        boolean minus = sign() != negative;
        long number = 0;
        int start = position;
        for (; isDigit(); position++) {
            if (number > MAX_NUMBER) {
                return -1;
            }
            number = number * 10 + UnsafeApi.getByte(text + position) - '0';
        }
        if (position == start) {
            return -1;
        }
        long nanos = 0;
        boolean fraction = firstUnit > 0 && position < length && (take('.') || take(','));
        if (fraction) {
            nanos = fraction();
        }
        int unit = unit();
        // days come before the T, all others after it; a fraction is of seconds
        if (unit < 0
                || nanos < 0
                || unit < firstUnit
                || (unit == 0) != (firstUnit == 0)
                || fraction && unit < SECONDS.length - 1) {
            return -1;
        }
        add(number, SECONDS[unit] * PowersOfTen.asLong(fractionDigits), minus);
        long divisor = PowersOfTen.asLong(NANO_DIGITS - fractionDigits);
        exact &= nanos % divisor == 0;
        add(nanos / divisor, 1, minus);
        return unit == 0 ? 0 : unit + 1;
    }

    private void add(long number, long factor, boolean minus) {
        long low = number * factor;
        long high = Math.multiplyHigh(number, factor);
        if (minus) {
            high = -high - (low != 0 ? 1 : 0);
            low = -low;
        }
        long total = sum.low + low;
        sum.set(sum.high + high + (Long.compareUnsigned(total, low) < 0 ? 1 : 0), total);
    }

    /** Reads up to nine digits, of which there may be none, as nanoseconds; -1 if there are more. */
    private long fraction() {
        long nanos = 0;
        int count = 0;
        for (; isDigit() && count <= NANO_DIGITS; position++) {
            nanos = nanos * 10 + UnsafeApi.getByte(text + position) - '0';
            count++;
        }
        return count > NANO_DIGITS ? -1 : nanos * PowersOfTen.asLong(NANO_DIGITS - count);
    }

    private int unit() {
        for (int unit = 0; unit < SECONDS.length; unit++) {
            if (take(UNITS.charAt(unit))) {
                return unit;
            }
        }
        return -1;
    }

    private boolean sign() {
        boolean minus = take('-');
        if (!minus) {
            take('+');
        }
        return minus;
    }

    /** Takes a symbol, which is a lower-case letter or none, if it is the next one. */
    private boolean take(char symbol) {
        if (position >= length) {
            return false;
        }
        int next = UnsafeApi.getByte(text + position);
        if (next != symbol && !(symbol >= 'a' && next == symbol - 32)) {
            return false;
        }
        position++;
        return true;
    }

    private boolean isDigit() {
        if (position >= length) {
            return false;
        }
        byte symbol = UnsafeApi.getByte(text + position);
        return symbol >= '0' && symbol <= '9';
    }
}
