package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getShort;

/** Ten bytes of {@code yyyy-MM-dd} to days since 1970-01-01 in the proleptic Gregorian calendar, years 0001 to 9999. */
final class DateText {
    static final int INVALID = Integer.MIN_VALUE;

    static final long DASHES_AND_ZEROS = 0x2D30302D30303030L;
    static final long LIMITS = 0x7F76767F76767676L;

    /**
     * For year times 16 plus month: the day before the first of the month, times 32, plus the length of the month. Months 0 and 13 to 15 have
     * no days. 640 KB, of which a file of one century touches 6; it replaces the divisions, the leap rule and three range checks.
     */
    static final int[] MONTHS = new int[10_000 << 4];

    static {
        // every month in turn from 0001-01-01; year 0 stays empty, and with it invalid
        int dayBefore = -719_163;
        for (int year = 1; year < 10_000; year++) {
            boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            for (int month = 1; month <= 12; month++) {
                int length = month == 2 ? (leap ? 29 : 28) : 30 + ((month ^ (month >> 3)) & 1);
                MONTHS[(year << 4) + month] = (dayBefore << 5) | length;
                dayBefore += length;
            }
        }
    }

    private DateText() {}

    /** Days since the epoch, or {@link #INVALID}. */
    static int parse(long address) {
        // bytes 0 to 7 are "yyyy-MM-"; a digit is now at most 9 and a dash is 0
        long first = getLong(address) ^ DASHES_AND_ZEROS;
        int second = (getShort(address + 8) & 0xFFFF) ^ 0x3030;
        long errors = (((first + LIMITS) | first) & Swar.HIGH_BITS) | (((second + 0x7676) | second) & 0x8080);
        long pairs = first * 10 + (first >>> 8);
        int year = (int) (pairs & 0xFF) * 100 + (int) ((pairs >>> 16) & 0xFF);
        int month = (int) ((pairs >>> 40) & 0xFF);
        int day = (second & 0xFF) * 10 + (second >>> 8);
        if (errors != 0 || month > 15) {
            return INVALID;
        }
        int entry = MONTHS[(year << 4) + month];
        return Integer.compareUnsigned(day - 1, entry & 31) < 0 ? (entry >> 5) + day : INVALID;
    }
}
