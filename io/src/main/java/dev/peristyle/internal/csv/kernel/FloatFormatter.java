package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putByte;

/** Writes floats in a form that reads back as the same bits; without allocation up to seven digits. */
public final class FloatFormatter {
    /** No number needs more bytes. */
    public static final int MAX_BYTES = 20;

    /** Seven digits at most are left with the fraction digits below. */
    private static final double SHORT_BOUND = 1e7;

    private static final int SHORT_FRACTION = 6;

    private FloatFormatter() {}

    /**
     * Writes a number.
     *
     * @param value the number
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address behind the text
     */
    public static long format(float value, long out) {
        double positive = Math.abs((double) value);
        for (int scale = 1;
                scale <= SHORT_FRACTION && positive * PowersOfTen.asDouble(scale - 1) < SHORT_BOUND;
                scale++) {
            double power = PowersOfTen.asDouble(scale);
            long unscaled = (long) (positive * power + 0.5);
            // few digits: the double quotient cannot lie so close to a midpoint of floats that rounding it again would
            // go astray
            if ((float) (unscaled / power) == (float) positive) {
                long address = out;
                if (Float.floatToRawIntBits(value) < 0) {
                    putByte(address++, (byte) '-');
                }
                return DecimalFormatter.format(unscaled, scale, address);
            }
        }
        return DoubleFormatter.word(Float.toString(value), out);
    }
}
