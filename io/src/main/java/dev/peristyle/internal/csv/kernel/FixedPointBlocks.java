package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;
import org.agrona.UnsafeApi;

/**
 * Numbers of a column that all have the same number of digits after the point, as most columns have, or no point at all. The bytes of a few
 * hundred fields go into arrays, and all that is computed with them is computed there, in loops so small that the JIT makes vector
 * instructions of them (it does not of larger ones, nor of raw addresses).
 *
 * <p>The rows before the first block with anything else are done here, the parsers do the others one by one. A block takes numbers of at
 * most eight bytes without the point, a minus being one of them. Reusable, not thread-safe.
 */
final class FixedPointBlocks {
    private static final int ROWS = FieldWords.ROWS;

    /** The loops always do all rows, which costs as much as this many one by one. */
    private static final int MIN_ROWS = 64;

    private static final long DOUBLES = UnsafeApi.arrayBaseOffset(double[].class);

    /** The exponent of 2^52: or-ed to a smaller number, it makes the double of 2^52 and that number. */
    private static final long TWO_TO_52 = 0x4330000000000000L;

    /** Added to the values of digits, it sets the high bit of all that are none. */
    private static final long NO_DIGITS = 0x7676767676767676L;

    private static final long MINUSES = Swar.broadcast('-') ^ Swar.ZERO_DIGITS;
    private static final long LAST_BYTE = 0xFFL << 56;

    private final FieldWords fields = new FieldWords();
    private final double[] numbers = new double[ROWS];
    private final double[] divisors = new double[ROWS];

    /** Whether there is a minus in the block. */
    private boolean negative;

    private boolean inferred;

    FixedPointBlocks() {}

    /** Parses as {@link DoubleParser} does, without null tokens; returns the number of rows that are done, a multiple of 64 or all. */
    int parseDoubles(FieldColumn column) {
        int count = column.count;
        long values = column.values;
        int done = 0;
        fields.of(column);
        inferred = column.inferred;
        while (count - done >= MIN_ROWS) {
            int rows = Math.min(ROWS, count - done);
            int scale = scaleOf(column, done);
            if (!read(done, rows, scale)) {
                break;
            }
            toDoubles(PowersOfTen.asDouble(scale));
            UnsafeApi.copyMemory(numbers, DOUBLES, null, values + ((long) done << 3), 8L * rows);
            done = present(column.validity, done, rows);
        }
        return done;
    }

    /**
     * Parses as {@link DecimalParser} does, and without a scale as {@link Int64Parser} does, both without null tokens.
     *
     * @param scale digits after the point of the result; eight digits and so many zeros have to fit into its precision
     * @return the number of rows that are done, a multiple of 64 or all
     */
    int parseLongs(FieldColumn column, int scale) {
        int count = column.count;
        long values = column.values;
        int done = 0;
        fields.of(column);
        inferred = column.inferred;
        while (count - done >= MIN_ROWS) {
            int rows = Math.min(ROWS, count - done);
            int written = scale == 0 ? 0 : scaleOf(column, done);
            if (written > scale || !read(done, rows, written)) {
                break;
            }
            toLongs(PowersOfTen.asLong(scale - written));
            UnsafeApi.copyMemory(fields.words, FieldWords.LONGS, null, values + ((long) done << 3), 8L * rows);
            done = present(column.validity, done, rows);
        }
        return done;
    }

    /** Parses as {@link Int32Parser} does, without null tokens; returns the number of rows that are done, a multiple of 64 or all. */
    int parseInts(FieldColumn column) {
        int count = column.count;
        long values = column.values;
        int done = 0;
        fields.of(column);
        inferred = column.inferred;
        while (count - done >= MIN_ROWS) {
            int rows = Math.min(ROWS, count - done);
            if (!read(done, rows, 0)) {
                break;
            }
            toLongs(1);
            narrow(fields.words, values + ((long) done << 2), rows);
            done = present(column.validity, done, rows);
        }
        return done;
    }

    private static int present(long validity, int done, int rows) {
        for (int row = 0; row < rows; row += 64) {
            putLong(validity + ((done + row) >>> 3), -1L >>> (64 - Math.min(64, rows - row)));
        }
        return done + rows;
    }

    /** How many digits the first field has after its point, or a negative number if it is not so simple. */
    private static int scaleOf(FieldColumn column, int first) {
        long row = column.selection == 0 ? first : getInt(column.selection + ((long) first << 2));
        int start = getInt(column.starts + row * column.startStep) + 1;
        int length = getInt(column.ends + row * column.endStep) - start;
        long address = column.base + start;
        if ((getByte(address) & 0xFF) == column.quote) {
            address++;
            length -= 2;
        }
        int minus = getByte(address) == '-' ? 1 : 0;
        long small = SmallDecimal.parse(address + minus, length - minus);
        return small < 0 || SmallDecimal.scale(small) > 7 ? -1 : SmallDecimal.scale(small);
    }

    /**
     * Leaves the numbers without their signs in the words of the fields, and if there is a minus, -1 for each in the masks.
     *
     * @return false if a field is anything else
     */
    private boolean read(int first, int rows, int scale) {
        if (scale < 0 || !fields.load(first, rows, scale)) {
            return false;
        }
        long[] words = fields.words;
        long[] errors = fields.earlierWords;
        if (scale == 0) {
            removeZeros(words, errors, fields.masks, paddedFrom(1));
        } else {
            removePoints(words, errors, fields.masks, scale << 3, -1L << (64 - (scale << 3)), paddedFrom(scale + 1));
        }
        negative = FieldWords.any(errors);
        if (negative) {
            removeSigns(words, errors, fields.masks, paddedFrom(scale + 1));
            if (FieldWords.any(errors)) {
                return false;
            }
        }
        sumDigits(words);
        sumPairs(words);
        sumFours(words);
        return true;
    }

    /** The high bits of digits before which there must be another than zero: of all but the last ones, or none if that is no error. */
    private long paddedFrom(int digits) {
        return inferred && digits < 8 ? Swar.HIGH_BITS >>> (digits << 3) : 0;
    }

    /**
     * Leaves the values of digits, zeros before them, and a high bit for each that is none. So does a first digit that is zero, where
     * it comes before others: less one it borrows, and is a high bit.
     */
    private static void removeZeros(long[] words, long[] errors, long[] masks, long padded) {
        for (int i = 0; i < ROWS; i++) {
            long mask = masks[i];
            long digits = (words[i] ^ Swar.ZERO_DIGITS) & mask;
            errors[i] = (((digits + NO_DIGITS) | digits) & Swar.HIGH_BITS) | ((digits - (mask & -mask)) & padded);
            words[i] = digits;
        }
    }

    /** The bytes after the point stay, those before it go one byte up. In the last byte errors are points too. */
    private static void removePoints(
            long[] words, long[] errors, long[] masks, int bitsAfter, long after, long padded) {
        for (int i = 0; i < ROWS; i++) {
            long word = words[i];
            long mask = masks[i];
            long digits = (((word & after) | ((errors[i] >>> 8) & ~after)) ^ Swar.ZERO_DIGITS) & mask;
            errors[i] = (((word << bitsAfter) ^ FieldWords.POINTS) & LAST_BYTE)
                    | (((digits + NO_DIGITS) | digits) & Swar.HIGH_BITS)
                    | ((digits - (mask & -mask)) & padded);
            words[i] = digits;
        }
    }

    /** A minus in the first byte becomes a zero and no error, unless there is no other byte. */
    private static void removeSigns(long[] words, long[] errors, long[] masks, long padded) {
        for (int i = 0; i < ROWS; i++) {
            long mask = masks[i];
            long lowest = mask & -mask;
            long first = (lowest << 8) - lowest;
            long other = (words[i] ^ MINUSES) & first;
            long minus = ((other - 1) & ~other) >> 63;
            words[i] &= ~(first & minus);
            long second = ((words[i] & (first << 8)) - 1) & mask & ~first & padded;
            errors[i] = (errors[i] & (~(first & minus) | LAST_BYTE)) | (second & minus);
            masks[i] = minus;
        }
    }

    // the sum of eight digits in three steps, as one they were not turned into vectors: pairs, fours, all
    private static void sumDigits(long[] words) {
        for (int i = 0; i < ROWS; i++) {
            long digits = words[i];
            words[i] = digits * 10 + (digits >>> 8);
        }
    }

    private static void sumPairs(long[] words) {
        for (int i = 0; i < ROWS; i++) {
            words[i] = ((words[i] & 0x00FF00FF00FF00FFL) * ((100 << 16) + 1)) >>> 16;
        }
    }

    private static void sumFours(long[] words) {
        for (int i = 0; i < ROWS; i++) {
            words[i] = ((words[i] & 0x0000FFFF0000FFFFL) * ((10_000L << 32) + 1)) >>> 32;
        }
    }

    private void toLongs(long factor) {
        if (factor != 1) {
            multiply(fields.words, factor);
        }
        if (negative) {
            applySigns(fields.words, fields.masks);
        }
    }

    private static void multiply(long[] words, long factor) {
        for (int i = 0; i < ROWS; i++) {
            words[i] *= factor;
        }
    }

    private static void applySigns(long[] words, long[] signs) {
        for (int i = 0; i < ROWS; i++) {
            words[i] = (words[i] ^ signs[i]) - signs[i];
        }
    }

    private static void narrow(long[] words, long values, int rows) {
        for (int i = 0; i < rows; i++) {
            putInt(values + ((long) i << 2), (int) words[i]);
        }
    }

    /** Both operands are exact, so that the quotient is the nearest double (Clinger 1990); the divisor brings the sign. */
    private void toDoubles(double divisor) {
        makeDoubles(fields.words);
        UnsafeApi.copyMemory(fields.words, FieldWords.LONGS, numbers, DOUBLES, 8 * ROWS);
        if (negative) {
            makeDivisors(fields.masks, Double.doubleToRawLongBits(divisor));
            UnsafeApi.copyMemory(fields.masks, FieldWords.LONGS, divisors, DOUBLES, 8 * ROWS);
            divide(numbers, divisors);
        } else {
            divide(numbers, divisor);
        }
    }

    private static void makeDoubles(long[] words) {
        for (int i = 0; i < ROWS; i++) {
            words[i] |= TWO_TO_52;
        }
    }

    private static void makeDivisors(long[] signs, long divisor) {
        for (int i = 0; i < ROWS; i++) {
            signs[i] = divisor | (signs[i] & Long.MIN_VALUE);
        }
    }

    private static void divide(double[] numbers, double[] divisors) {
        for (int i = 0; i < ROWS; i++) {
            numbers[i] = (numbers[i] - 0x1p52) / divisors[i];
        }
    }

    private static void divide(double[] numbers, double divisor) {
        for (int i = 0; i < ROWS; i++) {
            numbers[i] = (numbers[i] - 0x1p52) / divisor;
        }
    }
}
