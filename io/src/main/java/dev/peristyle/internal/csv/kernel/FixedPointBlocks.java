package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import org.agrona.UnsafeApi;

/**
 * Doubles of a column in which every number has the same number of digits behind the point, as in most: the bytes of a few hundred fields go
 * into arrays, and all that is computed with them is computed there, in loops so small that the JIT makes vector instructions of them (it
 * does not of larger ones, nor of raw addresses). What is loaded are the bytes in front of the field's end, so that the point of every field
 * is at the same place.
 *
 * <p>The rows in front of the first that is anything else are done here, {@link DoubleParser} does the others. Reusable, not thread-safe.
 */
final class FixedPointBlocks {
    private static final int ROWS = 256;

    /** The loops always do all rows, which costs as much as this many one by one. */
    private static final int FEWEST_ROWS = 64;

    private static final long LONGS = UnsafeApi.arrayBaseOffset(long[].class);
    private static final long DOUBLES = UnsafeApi.arrayBaseOffset(double[].class);

    /** The exponent of 2^52: or-ed to a smaller number, it makes the double of 2^52 and that number. */
    private static final long TWO_TO_52 = 0x4330000000000000L;

    private final long[] words = new long[ROWS];
    private final long[] earlierWords = new long[ROWS];
    private final long[] digitMasks = new long[ROWS];
    private final double[] divisors = new double[ROWS];
    private final double[] numbers = new double[ROWS];

    /** The bytes of the digits in a word that ends where they end, by the length of the field. */
    private final long[] masks = new long[16];

    /** What one and minus one are multiplied with. */
    private final double[] signedDivisors = new double[2];

    FixedPointBlocks() {}

    /** Parses as {@link DoubleParser} does, without null tokens; returns the number of rows that are done, a multiple of 64 or all. */
    int parse(
            long base,
            long starts,
            long startStep,
            long ends,
            long endStep,
            long selection,
            int count,
            long values,
            long validity,
            int quote) {
        int done = 0;
        // positions ascend: what is loaded lies behind the begin of the input for all rows if it does for the first
        long firstRow = selection == 0 ? 0 : getInt(selection);
        boolean loadable = getInt(ends + firstRow * endStep) >= 10;
        while (loadable && count - done >= FEWEST_ROWS) {
            int rows = Math.min(ROWS, count - done);
            int scale = scaleOf(base, starts, startStep, ends, endStep, selection, done, quote);
            if (scale < 0 || !load(base, starts, startStep, ends, endStep, selection, done, rows, quote, scale)) {
                break;
            }
            // the point in the last eight bytes of a field, and the digits behind it
            long point = scale == 0 ? 0 : 0xFFL << (56 - (scale << 3));
            long behind = scale == 0 ? -1 : -1L << (64 - (scale << 3));
            if (!removePoints(words, earlierWords, digitMasks, point, behind, rows)) {
                break;
            }
            sumPairs(words);
            sumDigits(words);
            UnsafeApi.copyMemory(words, LONGS, numbers, DOUBLES, 8 * ROWS);
            divide(numbers, divisors);
            UnsafeApi.copyMemory(numbers, DOUBLES, null, values + ((long) done << 3), 8L * rows);
            for (int row = 0; row < rows; row += 64) {
                putLong(validity + ((done + row) >>> 3), -1L >>> (64 - Math.min(64, rows - row)));
            }
            done += rows;
        }
        return done;
    }

    /** How many digits the first field has behind its point, or a negative number if it is not so simple. */
    private static int scaleOf(
            long base, long starts, long startStep, long ends, long endStep, long selection, int first, int quote) {
        long row = selection == 0 ? first : getInt(selection + ((long) first << 2));
        int start = getInt(starts + row * startStep) + 1;
        int length = getInt(ends + row * endStep) - start;
        long address = base + start;
        if ((getByte(address) & 0xFF) == quote) {
            address++;
            length -= 2;
        }
        int minus = getByte(address) == '-' ? 1 : 0;
        long small = SmallDecimal.parse(address + minus, length - minus);
        return small < 0 || SmallDecimal.scale(small) > 7 ? -1 : SmallDecimal.scale(small);
    }

    /** Fills the arrays; false if a field is too short or too long. */
    private boolean load(
            long base,
            long starts,
            long startStep,
            long ends,
            long endStep,
            long selection,
            int first,
            int rows,
            int quote,
            int scale) {
        int pointBytes = scale == 0 ? 0 : 1;
        for (int digits = 1; digits <= 8; digits++) {
            masks[digits + pointBytes] = -1L << (64 - (digits << 3));
        }
        signedDivisors[0] = PowersOfTen.asDouble(scale);
        signedDivisors[1] = -PowersOfTen.asDouble(scale);
        int bad = load(
                base,
                starts,
                startStep,
                ends,
                endStep,
                selection,
                first,
                rows,
                quote,
                Math.max(1, scale + pointBytes),
                8 + pointBytes,
                words,
                earlierWords,
                digitMasks,
                divisors,
                masks,
                signedDivisors);
        return bad >= 0;
    }

    private static int load(
            long base,
            long starts,
            long startStep,
            long ends,
            long endStep,
            long selection,
            int first,
            int rows,
            int quote,
            int shortest,
            int longest,
            long[] words,
            long[] earlierWords,
            long[] digitMasks,
            double[] divisors,
            long[] masks,
            double[] signedDivisors) {
        int bad = 0;
        for (int i = 0; i < rows; i++) {
            int out = first + i;
            long row = selection == 0 ? out : getInt(selection + ((long) out << 2));
            int start = getInt(starts + row * startStep) + 1;
            int end = getInt(ends + row * endStep);
            int head = getByte(base + start) & 0xFF;
            if (head == quote) {
                start++;
                end--;
                head = getByte(base + start) & 0xFF;
            }
            // one for a minus, without a branch: signs are hard to predict
            int minus = ((head ^ '-') - 1) >>> 31;
            int length = end - start - minus;
            bad |= (length - shortest) | (longest - length);
            words[i] = getLong(base + end - 8);
            earlierWords[i] = getLong(base + end - 9);
            digitMasks[i] = masks[length & 15];
            divisors[i] = signedDivisors[minus];
        }
        return bad;
    }

    /** Leaves the values of the digits, zeros in front of them; false if there is anything but digits, or no point where one belongs. */
    private static boolean removePoints(
            long[] words, long[] earlierWords, long[] digitMasks, long point, long behind, int rows) {
        for (int i = 0; i < ROWS; i++) {
            long word = words[i];
            long digits = ((word & behind) | (earlierWords[i] & ~behind)) ^ Swar.ZERO_DIGITS;
            earlierWords[i] = (word ^ 0x2E2E2E2E2E2E2E2EL) & point;
            words[i] = digits & digitMasks[i];
        }
        findErrors(words, earlierWords);
        long errors = 0;
        for (int i = 0; i < rows; i++) {
            errors |= earlierWords[i];
        }
        return errors == 0;
    }

    private static void findErrors(long[] words, long[] errors) {
        for (int i = 0; i < ROWS; i++) {
            long digits = words[i];
            errors[i] |= ((digits + 0x7676767676767676L) | digits) & Swar.HIGH_BITS;
        }
    }

    /** The two steps of {@link Swar#eightDigits}; the second makes the bits of a double. */
    private static void sumPairs(long[] words) {
        for (int i = 0; i < ROWS; i++) {
            long digits = words[i];
            words[i] = digits * 10 + (digits >>> 8);
        }
    }

    private static void sumDigits(long[] words) {
        for (int i = 0; i < ROWS; i++) {
            long pairs = words[i];
            words[i] = (((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                                    + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
                            >>> 32)
                    | TWO_TO_52;
        }
    }

    /** Both operands are exact, so that the quotient is the nearest double (Clinger 1990); the divisor brings the sign. */
    private static void divide(double[] numbers, double[] divisors) {
        for (int i = 0; i < ROWS; i++) {
            numbers[i] = (numbers[i] - 0x1p52) / divisors[i];
        }
    }
}
