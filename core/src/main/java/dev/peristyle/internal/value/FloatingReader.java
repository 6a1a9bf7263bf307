package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * Reads floating-point numbers from text, doubles and floats each the one that {@link Double#parseDouble} or {@link Float#parseFloat} gives: what {@link
 * NumberReader} scans, and {@code nan}, {@code inf} and {@code infinity} with a sign or without, in either case. Java's suffixes and
 * hexadecimal forms are no numbers. Not thread-safe.
 */
public final class FloatingReader {

    private static final DoubleAccess DOUBLES = DoubleAccess.of(Layout.FLOAT64);
    private static final DoubleAccess FLOATS = DoubleAccess.of(Layout.FLOAT32);

    private final NumberReader number = new NumberReader();
    private double value;
    private boolean tooLarge;

    /** A reader. */
    public FloatingReader() {
        // nothing to set up
    }

    /**
     * Reads a double.
     *
     * @param length its bytes; only these are read
     * @return whether it is a number; then {@link #value} has it
     */
    public boolean readDouble(long address, int length) {
        return read(DOUBLES, address, length);
    }

    /**
     * Reads a float.
     *
     * @param length its bytes; only these are read
     * @return whether it is a number; then {@link #value} has it
     */
    public boolean readFloat(long address, int length) {
        return read(FLOATS, address, length);
    }

    /**
     * Reads a number of a layout.
     *
     * @param length its bytes; only these are read
     * @return whether it is a number; then {@link #value} has it
     */
    boolean read(DoubleAccess layout, long address, int length) {
        if (!number.scan(address, length)) {
            return readWord(address, length);
        }
        value = number.asFloating(layout);
        tooLarge = Double.isInfinite(value);
        return true;
    }

    /**
     * Returns the number that was read last.
     *
     * @return the number; of a narrower layout it has no more digits than that
     */
    public double value() {
        return value;
    }

    /**
     * Says whether the digits read last are past the largest number and became infinity.
     *
     * @return true for infinity that was written as digits
     */
    public boolean isTooLarge() {
        return tooLarge;
    }

    private boolean readWord(long address, int length) {
        tooLarge = false;
        if (length < 3) {
            return false;
        }
        byte first = UnsafeApi.getByte(address);
        int sign = first == '-' || first == '+' ? 1 : 0;
        if (isWord("nan", address + sign, length - sign)) {
            value = Double.NaN;
            return true;
        }
        value = first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return isWord("inf", address + sign, length - sign) || isWord("infinity", address + sign, length - sign);
    }

    private static boolean isWord(String lower, long address, int length) {
        if (length != lower.length()) {
            return false;
        }
        for (int position = 0; position < length; position++) {
            if ((UnsafeApi.getByte(address + position) | 0x20) != lower.charAt(position)) {
                return false;
            }
        }
        return true;
    }
}
