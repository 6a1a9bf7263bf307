package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.DoubleAccess;

/**
 * The floating-point number nearest to a decimal. The first 19 digits are multiplied with the leading 128 bits of the power of ten,
 * as in Daniel Lemire, "Number Parsing at a Gigabyte per Second" (2021), after Michael Eisel. What is cut off from the power
 * makes the product too small by less than 2^65 of its 192 bits, so that its upper 128 bits are two too low at most. Where that
 * could decide how to round, or where digits are left that could, the decimal is compared with the number halfway between
 * the two neighbours exactly, see {@link HalfwayPoint}. Not thread-safe.
 */
final class NearestFloating {

    /** Ten to a larger power is infinity, whatever it is multiplied with. */
    private static final int MAX_POWER = 308;

    /** So far below the halfway point, in units of the upper 128 bits, the product may in truth be at or past it. */
    private static final int MAX_ERROR = 4;

    private HalfwayPoint halfway;

    /** Of the last {@link #nearest}: the next number towards zero, and whether it or the one after it is nearer is not known. */
    private long floor;

    private boolean undecided;

    /**
     * The bits of the nearest number of a layout.
     *
     * @param digits the first digits, up to 19, as a number without a sign
     * @param power the power of ten that they are multiplied with
     * @param all whether these are all digits but zeros
     * @param text where the digits are, with a point among them
     * @param length bytes of the text
     */
    long bits(DoubleAccess layout, long digits, int power, boolean all, long text, int length) {
        int precision = layout.precision();
        int minExponent = layout.minExponent();
        if (digits == 0 || power < DecimalPowers.MIN) {
            return 0;
        }
        long infinity = 3L - 2L * minExponent << precision - 1;
        if (power > MAX_POWER) {
            return infinity;
        }
        boolean certain = true;
        long upper = 0;
        if (!all) {
            // the number is between these digits and the next larger ones
            upper = nearest(digits + 1, power, false, precision, minExponent);
            certain = !undecided;
        }
        long lower = nearest(digits, power, all, precision, minExponent);
        certain &= !undecided && (all || lower == upper);
        if (floor >= infinity) {
            return infinity;
        }
        return certain ? lower : compared(text, length, power, precision, minExponent);
    }

    private long compared(long text, int length, int power, int precision, int minExponent) {
        if (halfway == null) {
            halfway = new HalfwayPoint();
        }
        halfway.setDecimal(text, length, power);
        int order = halfway.compareWith(floor, precision, minExponent);
        return order < 0 || order == 0 && (floor & 1) == 0 ? floor : floor + 1;
    }

    private long nearest(long digits, int power, boolean all, int precision, int minExponent) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long factor = digits << zeros;
        long low = factor * DecimalPowers.low(power);
        long carry = DecimalPowers.multiplyHigh(factor, DecimalPowers.low(power));
        long middle = factor * DecimalPowers.high(power) + carry;
        long high = DecimalPowers.multiplyHigh(factor, DecimalPowers.high(power))
                + (Long.compareUnsigned(middle, carry) < 0 ? 1 : 0);
        int exponent = 64 + DecimalPowers.floorLog2(power) - zeros;
        if (high >= 0) {
            high = high << 1 | middle >>> 63;
            middle = middle << 1 | low >>> 63;
            low <<= 1;
            exponent--;
        }
        if (exponent > 1 - minExponent) {
            // past infinity
            floor = Long.MAX_VALUE;
            undecided = false;
            return floor;
        }
        int kept = precision - Math.max(0, minExponent - exponent);
        if (kept < 0) {
            // less than half of the smallest number, unless it is just below that
            floor = 0;
            undecided = kept == -1 && high == -1 && ~middle >>> 1 <= MAX_ERROR;
            return 0;
        }
        long mantissa = kept == 0 ? 0 : high >>> 64 - kept;
        long restHigh = kept == 0 ? high : high << kept | middle >>> 64 - kept;
        long restLow = middle << kept;
        floor = kept == precision
                ? ((exponent - minExponent + 1L) << precision - 1) + mantissa - (1L << precision - 1)
                : mantissa;
        boolean up = restHigh < 0;
        if (all && power >= 0 && power <= DecimalPowers.MAX_EXACT) {
            undecided = false;
            boolean half = up && (restHigh << 1 | restLow | low) == 0;
            return floor + (up && !(half && (mantissa & 1) == 0) ? 1 : 0);
        }
        // where the product is exactly half, the number is more than that
        undecided = restHigh == Long.MAX_VALUE && ~restLow >>> kept <= MAX_ERROR;
        return floor + (up ? 1 : 0);
    }
}
