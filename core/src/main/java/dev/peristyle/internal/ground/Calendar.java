package dev.peristyle.internal.ground;

/**
 * The proleptic Gregorian calendar without branches on the date. After Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms": years begin in March, so that the leap day is the last of a year, and 400 years make an era.
 */
public final class Calendar {

    private static final long DAYS_PER_ERA = 146_097;
    private static final long EPOCH_IN_ERAS = 719_468;

    private Calendar() {}

    /**
     * A day as year, month and day of month in one number.
     *
     * @param day days since 1970-01-01
     * @return to be read with {@link #year}, {@link #month} and {@link #dayOfMonth}
     */
    public static long civil(long day) {
        long shifted = day + EPOCH_IN_ERAS;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        long dayOfEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | dayOfMonth;
    }

    /**
     * Returns the year.
     *
     * @param civil a result of {@link #civil}
     * @return the year
     */
    public static int year(long civil) {
        return (int) (civil >> 9);
    }

    /**
     * Returns the month.
     *
     * @param civil a result of {@link #civil}
     * @return 1 to 12
     */
    public static int month(long civil) {
        return (int) (civil >> 5 & 0xF);
    }

    /**
     * Returns the day of the month.
     *
     * @param civil a result of {@link #civil}
     * @return 1 to 31
     */
    public static int dayOfMonth(long civil) {
        return (int) (civil & 0x1F);
    }

    /**
     * A date as a number.
     *
     * @param month 1 to 12
     * @param dayOfMonth 1 to 31
     * @return days since 1970-01-01
     */
    public static long day(long year, int month, int dayOfMonth) {
        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shiftedYear, 400L);
        long yearOfEra = shiftedYear - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - EPOCH_IN_ERAS;
    }

    /**
     * Returns the day of the week.
     *
     * @param day days since 1970-01-01
     * @return Monday = 1 to Sunday = 7
     */
    public static int dayOfWeek(long day) {
        return (int) Math.floorMod(day + 3, 7L) + 1;
    }

    /**
     * Returns 1 January of the year.
     *
     * @param day days since 1970-01-01
     * @return days since 1970-01-01
     */
    public static long startOfYear(long day) {
        return day(civil(day) >> 9, 1, 1);
    }

    /**
     * Returns the first day of the quarter.
     *
     * @param day days since 1970-01-01
     * @return days since 1970-01-01
     */
    public static long startOfQuarter(long day) {
        long civil = civil(day);
        return day(civil >> 9, (month(civil) - 1) / 3 * 3 + 1, 1);
    }

    /**
     * Returns the first day of the month.
     *
     * @param day days since 1970-01-01
     * @return days since 1970-01-01
     */
    public static long startOfMonth(long day) {
        return day - dayOfMonth(civil(day)) + 1;
    }
}
