package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * Dates of a column in blocks, as {@link FixedPointBlocks} numbers: the bytes go into arrays, loops that become vector instructions make a month
 * and a day of them, and then a row is one look into the table of months.
 *
 * <p>The rows before the first block with anything but dates are done here, {@link DateParser} does the others one by one. Reusable, not
 * thread-safe.
 */
final class DateBlocks {
    private static final int ROWS = FieldWords.ROWS;

    /** The loops always do all rows, which costs as much as this many one by one. */
    private static final int MIN_ROWS = 64;

    private final FieldWords fields = new FieldWords();

    DateBlocks() {}

    /** Parses as {@link DateParser} does, without null tokens; returns the number of rows that are done, a multiple of 64 or all. */
    int parse(FieldColumn column) {
        int count = column.count;
        long values = column.values;
        int done = 0;
        fields.of(column);
        long[] months = fields.earlierWords;
        long[] days = fields.words;
        while (count - done >= MIN_ROWS) {
            int rows = Math.min(ROWS, count - done);
            if (!fields.load(done, rows, FieldWords.DATES)) {
                break;
            }
            removeZeros(months, days, fields.masks);
            sumDigits(months, days, fields.masks);
            if (FieldWords.any(fields.masks) || !write(months, days, values + ((long) done << 2), rows)) {
                break;
            }
            for (int row = 0; row < rows; row += 64) {
                putLong(column.validity + ((done + row) >>> 3), -1L >>> (64 - Math.min(64, rows - row)));
            }
            done += rows;
        }
        return done;
    }

    /** Leaves the values of digits, zeros for dashes, and of days only the last two bytes. */
    private static void removeZeros(long[] months, long[] days, long[] errors) {
        for (int i = 0; i < ROWS; i++) {
            long month = months[i] ^ DateText.DASHES_AND_ZEROS;
            long day = (days[i] >>> 48) ^ 0x3030;
            errors[i] = (((month + DateText.LIMITS) | month) & Swar.HIGH_BITS) | (((day + 0x7676) | day) & 0x8080);
            months[i] = month;
            days[i] = day;
        }
    }

    /** Leaves the year times 16 plus the month, which must be below 16, and the day. */
    private static void sumDigits(long[] months, long[] days, long[] errors) {
        for (int i = 0; i < ROWS; i++) {
            long pairs = months[i] * 10 + (months[i] >>> 8);
            long month = (pairs >>> 40) & 0xFF;
            errors[i] |= month & 0xF0;
            months[i] = (((pairs & 0xFF) * 100 + ((pairs >>> 16) & 0xFF)) << 4) + month;
            days[i] = (days[i] * 10 + (days[i] >>> 8)) & 0xFF;
        }
    }

    /** Writes days since the epoch; false if a month has no such day. */
    private static boolean write(long[] months, long[] days, long values, int rows) {
        int bad = 0;
        for (int i = 0; i < rows; i++) {
            int entry = DateText.MONTHS[(int) months[i]];
            int day = (int) days[i];
            bad |= (day - 1) | ((entry & 31) - day);
            putInt(values + ((long) i << 2), (entry >> 5) + day);
        }
        return bad >= 0;
    }
}
