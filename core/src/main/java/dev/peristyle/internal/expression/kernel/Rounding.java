package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Absolute values, and whole numbers near floating point numbers. */
public final class Rounding {

    private Rounding() {}

    /**
     * Absolute values.
     *
     * @param source address of the values
     * @param result address of the results
     * @param rows the number of rows
     * @return whether one is the smallest int, which stays as it is
     */
    public static boolean absInts(long source, long result, int rows) {
        int negative = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            int value = Math.abs(UnsafeApi.getInt(source + offset));
            negative |= value;
            UnsafeApi.putInt(result + offset, value);
        }
        return negative < 0;
    }

    /**
     * Absolute values.
     *
     * @param source address of the values
     * @param result address of the results
     * @param rows the number of rows
     * @return whether one is the smallest long, which stays as it is
     */
    public static boolean absLongs(long source, long result, int rows) {
        long negative = 0;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            long value = Math.abs(UnsafeApi.getLong(source + offset));
            negative |= value;
            UnsafeApi.putLong(result + offset, value);
        }
        return negative < 0;
    }

    /**
     * Absolute values.
     *
     * @param source address of the values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void absFloats(long source, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 2;
            UnsafeApi.putFloat(result + offset, Math.abs(UnsafeApi.getFloat(source + offset)));
        }
    }

    /**
     * Absolute values.
     *
     * @param source address of the values
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void absDoubles(long source, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 3;
            UnsafeApi.putDouble(result + offset, Math.abs(UnsafeApi.getDouble(source + offset)));
        }
    }

    /**
     * The nearest whole numbers, halves away from zero.
     *
     * @param source address of the values
     * @param floats whether values and results have four bytes, else eight
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void round(long source, boolean floats, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            double value = read(source, floats, row);
            write(result, floats, row, halfAway(value));
        }
    }

    /**
     * The next whole numbers that are not greater.
     *
     * @param source address of the values
     * @param floats whether values and results have four bytes, else eight
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void floor(long source, boolean floats, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            double value = read(source, floats, row);
            write(result, floats, row, Math.floor(value));
        }
    }

    /**
     * The next whole numbers that are not smaller.
     *
     * @param source address of the values
     * @param floats whether values and results have four bytes, else eight
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void ceil(long source, boolean floats, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            double value = read(source, floats, row);
            write(result, floats, row, Math.ceil(value));
        }
    }

    private static double halfAway(double value) {
        double magnitude = Math.abs(value);
        double whole = Math.floor(magnitude);
        return Math.copySign(magnitude - whole >= 0.5 ? whole + 1 : whole, value);
    }

    private static double read(long address, boolean floats, int row) {
        return floats
                ? UnsafeApi.getFloat(address + ((long) row << 2))
                : UnsafeApi.getDouble(address + ((long) row << 3));
    }

    private static void write(long address, boolean floats, int row, double value) {
        if (floats) {
            UnsafeApi.putFloat(address + ((long) row << 2), (float) value);
        } else {
            UnsafeApi.putDouble(address + ((long) row << 3), value);
        }
    }
}
