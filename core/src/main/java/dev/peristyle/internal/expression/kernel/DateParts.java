package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.ground.Calendar;
import org.agrona.UnsafeApi;

/**
 * Parts of dates and of timestamps, by the proleptic ISO calendar. Values are days as ints where {@code perDay} is 1, else
 * longs of so many units a day. Results of parts are ints; those of truncations lie as the values do.
 *
 * <p>The usual unit, the microsecond, is a constant in the loops: the compiler turns a division by it into a product.
 */
public final class DateParts {

    private static final long DAY = 86_400_000_000L;

    private DateParts() {}

    /** Year. */
    public static void year(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.year(Calendar.civil(day)));
        }
    }

    /** Month, 1 to 12. */
    public static void month(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.month(Calendar.civil(day)));
        }
    }

    /** Day of the month, 1 to 31. */
    public static void day(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.dayOfMonth(Calendar.civil(day)));
        }
    }

    /** Day of the week, Monday = 1 to Sunday = 7. */
    public static void dayOfWeek(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.dayOfWeek(day));
        }
    }

    /** Hour, 0 to 23. */
    public static void hour(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long units = unitsOf(source, perDay, DAY / 24, perDay / 24, row);
            UnsafeApi.putInt(result + ((long) row << 2), (int) Math.floorMod(units, 24L));
        }
    }

    /** Minute, 0 to 59. */
    public static void minute(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long units = unitsOf(source, perDay, DAY / 1440, perDay / 1440, row);
            UnsafeApi.putInt(result + ((long) row << 2), (int) Math.floorMod(units, 60L));
        }
    }

    /** Second, 0 to 59. */
    public static void second(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long units = unitsOf(source, perDay, DAY / 86400, perDay / 86400, row);
            UnsafeApi.putInt(result + ((long) row << 2), (int) Math.floorMod(units, 60L));
        }
    }

    /** 1 January. */
    public static void truncateToYear(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            putDay(result, perDay, row, Calendar.startOfYear(day));
        }
    }

    /** The first day of the quarter. */
    public static void truncateToQuarter(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            putDay(result, perDay, row, Calendar.startOfQuarter(day));
        }
    }

    /** The first day of the month. */
    public static void truncateToMonth(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            putDay(result, perDay, row, Calendar.startOfMonth(day));
        }
    }

    /** Monday of the week. */
    public static void truncateToWeek(long source, long perDay, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, perDay, row);
            putDay(result, perDay, row, day - Calendar.dayOfWeek(day) + 1);
        }
    }

    /** Midnight. */
    public static void truncateToDay(long source, long perDay, long result, int rows) {
        truncate(source, perDay / 1, result, rows);
    }

    /** The full hour. */
    public static void truncateToHour(long source, long perDay, long result, int rows) {
        truncate(source, perDay / 24, result, rows);
    }

    /** The full minute. */
    public static void truncateToMinute(long source, long perDay, long result, int rows) {
        truncate(source, perDay / 1440, result, rows);
    }

    /** The full second. */
    public static void truncateToSecond(long source, long perDay, long result, int rows) {
        truncate(source, perDay / 86_400, result, rows);
    }

    /**
     * Looks for early values.
     *
     * @param ints whether they have four bytes, else eight
     * @return whether one is less than the limit
     */
    public static boolean anyBelow(long source, boolean ints, long limit, int rows) {
        boolean any = false;
        if (ints) {
            for (int row = 0; row < rows; row++) {
                any |= UnsafeApi.getInt(source + ((long) row << 2)) < limit;
            }
        } else {
            for (int row = 0; row < rows; row++) {
                any |= UnsafeApi.getLong(source + ((long) row << 3)) < limit;
            }
        }
        return any;
    }

    private static void truncate(long source, long unit, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long value = UnsafeApi.getLong(source + ((long) row << 3));
            UnsafeApi.putLong(result + ((long) row << 3), value - Math.floorMod(value, unit));
        }
    }

    private static long unitsOf(long source, long perDay, long usualUnit, long unit, int row) {
        long value = UnsafeApi.getLong(source + ((long) row << 3));
        return perDay == DAY ? Math.floorDiv(value, usualUnit) : Math.floorDiv(value, unit);
    }

    private static long dayOf(long source, long perDay, int row) {
        if (perDay == 1) {
            return UnsafeApi.getInt(source + ((long) row << 2));
        }
        long value = UnsafeApi.getLong(source + ((long) row << 3));
        return perDay == DAY ? Math.floorDiv(value, DAY) : Math.floorDiv(value, perDay);
    }

    private static void putDay(long result, long perDay, int row, long day) {
        if (perDay == 1) {
            UnsafeApi.putInt(result + ((long) row << 2), (int) day);
        } else {
            UnsafeApi.putLong(result + ((long) row << 3), day * perDay);
        }
    }
}
