package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * Parts of dates (days since 1970-01-01, four bytes) and timestamps (microseconds since then, eight bytes), both of the
 * proleptic Gregorian calendar.
 */
public final class DateParts {

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private DateParts() {}

    /**
     * The year.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void year(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.year(Calendar.civil(day)));
        }
    }

    /**
     * The month, 1 to 12.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void month(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.month(Calendar.civil(day)));
        }
    }

    /**
     * The day of the month, 1 to 31.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void day(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.dayOfMonth(Calendar.civil(day)));
        }
    }

    /**
     * The day of the week, Monday = 1 to Sunday = 7.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void dayOfWeek(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            UnsafeApi.putInt(result + ((long) row << 2), Calendar.dayOfWeek(day));
        }
    }

    /**
     * The hour, 0 to 23.
     *
     * @param source address of timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void hour(long source, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long units = Math.floorDiv(UnsafeApi.getLong(source + ((long) row << 3)), HOUR);
            UnsafeApi.putInt(result + ((long) row << 2), (int) Math.floorMod(units, 24L));
        }
    }

    /**
     * The minute, 0 to 59.
     *
     * @param source address of timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void minute(long source, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long units = Math.floorDiv(UnsafeApi.getLong(source + ((long) row << 3)), MINUTE);
            UnsafeApi.putInt(result + ((long) row << 2), (int) Math.floorMod(units, 60L));
        }
    }

    /**
     * The second, 0 to 59.
     *
     * @param source address of timestamps
     * @param result address of the results, four bytes a row
     * @param rows the number of rows
     */
    public static void second(long source, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long units = Math.floorDiv(UnsafeApi.getLong(source + ((long) row << 3)), SECOND);
            UnsafeApi.putInt(result + ((long) row << 2), (int) Math.floorMod(units, 60L));
        }
    }

    /**
     * 1 January of the year.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps; the results are the same
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void truncateToYear(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            putDay(result, dates, row, Calendar.startOfYear(day));
        }
    }

    /**
     * The first day of the quarter.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps; the results are the same
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void truncateToQuarter(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            putDay(result, dates, row, Calendar.startOfQuarter(day));
        }
    }

    /**
     * The first day of the month.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps; the results are the same
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void truncateToMonth(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            putDay(result, dates, row, Calendar.startOfMonth(day));
        }
    }

    /**
     * Monday of the week.
     *
     * @param source address of the values
     * @param dates whether they are dates, else timestamps; the results are the same
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void truncateToWeek(long source, boolean dates, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long day = dayOf(source, dates, row);
            putDay(result, dates, row, day - Calendar.dayOfWeek(day) + 1);
        }
    }

    /**
     * The start of a unit of fixed length that begins at midnight.
     *
     * @param source address of timestamps
     * @param unit its length in microseconds
     * @param result address of the results
     * @param rows the number of rows
     */
    public static void truncateTo(long source, long unit, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long value = UnsafeApi.getLong(source + ((long) row << 3));
            UnsafeApi.putLong(result + ((long) row << 3), value - Math.floorMod(value, unit));
        }
    }

    private static long dayOf(long source, boolean dates, int row) {
        return dates
                ? UnsafeApi.getInt(source + ((long) row << 2))
                : Math.floorDiv(UnsafeApi.getLong(source + ((long) row << 3)), DAY);
    }

    private static void putDay(long result, boolean dates, int row, long day) {
        if (dates) {
            UnsafeApi.putInt(result + ((long) row << 2), (int) day);
        } else {
            UnsafeApi.putLong(result + ((long) row << 3), day * DAY);
        }
    }
}
