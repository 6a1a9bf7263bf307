package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/** Writes ISO dates: {@code yyyy-MM-dd}; years outside 0 to 9999 get a sign, as ISO 8601 wants. */
public final class DateFormatter {
    /** No date needs more bytes: a sign and twelve digits of a year that counts in seconds, then {@code -MM-dd} in a word. */
    public static final int MAX_BYTES = 24;

    /** From March of the year 0 to February of the year 10000. */
    private static final int COMMON_DAYS = 3_652_425;

    /** Day of a year that begins in March. */
    private static final int FIRST_OF_JANUARY = 306;

    /** {@code -MM-dd} of every day of a year that begins in March, as words to store. */
    private static final long[] MONTHS_AND_DAYS = new long[366];

    static {
        for (int day = 0; day < MONTHS_AND_DAYS.length; day++) {
            int marchMonth = (5 * day + 2) / 153;
            int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
            int dayOfMonth = day - (153 * marchMonth + 2) / 5 + 1;
            MONTHS_AND_DAYS[day] = '-'
                    | (long) ('0' + month / 10) << 8
                    | (long) ('0' + month % 10) << 16
                    | (long) '-' << 24
                    | (long) ('0' + dayOfMonth / 10) << 32
                    | (long) ('0' + dayOfMonth % 10) << 40;
        }
    }

    private DateFormatter() {}

    /**
     * Writes a date.
     *
     * @param epochDay days since 1970-01-01, less than 2^63 seconds
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(long epochDay, long out) {
        // years begin in March, in cycles of 400 years or 146097 days
        long day = epochDay + 719_468;
        long cycle = 0;
        if (day < 0 || day >= COMMON_DAYS) {
            cycle = Math.floorDiv(day, 146_097);
            day -= cycle * 146_097;
        }
        // quarters of a day, as a century has 36524.25 days and a year 365.25
        int quarters = 4 * (int) day + 3;
        int century = quarters / 146_097;
        int ofCentury = (quarters - century * 146_097) | 3;
        // exact division by 1461 for less than a century
        int yearOfCentury = (int) (ofCentury * 2_939_745L >>> 32);
        int dayOfYear = (ofCentury - 1461 * yearOfCentury) >> 2;
        // 1 from January on
        int january = (FIRST_OF_JANUARY - 1 - dayOfYear) >>> 31;
        long address = year(cycle * 400 + century * 100L + yearOfCentury + january, out);
        putLong(address, MONTHS_AND_DAYS[dayOfYear]);
        return address + 6;
    }

    private static long year(long year, long out) {
        if (year >= 0 && year <= 9999) {
            putInt(out, IntegerFormatter.shortText((int) year));
            return out + 4;
        }
        putByte(out, (byte) (year < 0 ? '-' : '+'));
        long positive = Math.abs(year);
        int digits = Math.max(4, IntegerFormatter.digitCount(positive));
        IntegerFormatter.writeDigits(positive, digits, out + 1);
        return out + 1 + digits;
    }
}
