package dev.peristyle.internal.columnfile.kernel;

import org.agrona.UnsafeApi;

/** Values of one width as values of another. */
public final class ConversionKernel {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private ConversionKernel() {}

    /** Integers of eight bytes as such of sixteen. */
    public static void toWide(long values, int count, long target) {
        for (int row = 0; row < count; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            UnsafeApi.putLong(target + 16L * row, value);
            UnsafeApi.putLong(target + 16L * row + 8, value >> 63);
        }
    }

    /** Integers of sixteen bytes as such of eight; those that do not fit as the largest of their sign, which no decimal has. */
    public static void fromWide(long values, int count, long target) {
        for (int row = 0; row < count; row++) {
            long low = UnsafeApi.getLong(values + 16L * row);
            long high = UnsafeApi.getLong(values + 16L * row + 8);
            long difference = high ^ low >> 63;
            UnsafeApi.putLong(target + 8L * row, difference == 0 ? low : high >> 63 ^ Long.MAX_VALUE);
        }
    }

    /**
     * Milliseconds as days; those within a day as the largest number, which is no day.
     *
     * @param days where eight bytes a day go
     */
    public static void millisToDays(long values, int count, long days) {
        for (int row = 0; row < count; row++) {
            long millis = UnsafeApi.getLong(values + 8L * row);
            long day = millis / MILLIS_PER_DAY;
            UnsafeApi.putLong(days + 8L * row, day * MILLIS_PER_DAY == millis ? day : Long.MAX_VALUE);
        }
    }
}
