package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getShort;

/** Ten bytes of {@code yyyy-MM-dd} to days since 1970-01-01 in the proleptic Gregorian calendar, years 0001 to 9999. */
final class DateText {
    static final int INVALID = Integer.MIN_VALUE;

    private static final long DASHES_AND_ZEROS = 0x2D30302D30303030L;
    private static final long LIMITS = 0x7F76767F76767676L;

    /** Five bits per month: its longest length. */
    private static final long MONTH_LENGTHS = 31L | 29L << 5 | 31L << 10 | 30L << 15 | 31L << 20 | 30L << 25 | 31L << 30
            | 31L << 35 | 30L << 40 | 31L << 45 | 30L << 50 | 31L << 55;

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
        int longest = (int) (MONTH_LENGTHS >>> ((month - 1) * 5)) & 31;
        // one sign bit says whether any part is out of range
        int ranges = (year - 1) | (month - 1) | (12 - month) | (day - 1) | (longest - day);
        if (errors != 0 || ranges < 0) {
            return INVALID;
        }
        if (month == 2 && day == 29 && ((year & 3) != 0 || (year % 100 == 0 && (year & 15) != 0))) {
            return INVALID;
        }
        // the year begins in March, so that the leap day is its last; 153 days in every five months
        int january = month <= 2 ? 1 : 0;
        int marchYear = year - january;
        int marchMonth = month + 12 * january;
        int century = marchYear / 100;
        return 365 * marchYear
                + (marchYear >> 2)
                - century
                + (century >> 2)
                + ((979 * marchMonth - 2919) >> 5)
                + day
                - 719469;
    }
}
