package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

/**
 * Parses a column of decimal numbers into scaled 64-bit integers, exactly: {@code [+-]?[0-9]*(\.[0-9]*)?} with at least one digit and no
 * exponent. More fraction digits than the scale must be zeros; a number that needs more digits than the precision is a failure.
 */
public final class DecimalParser {
    /** With up to ten digits of scale eight digits of text cannot overflow 18 digits. */
    private static final int LARGEST_FAST_SCALE = 10;

    private DecimalParser() {}

    /**
     * Parses the fields of one column.
     *
     * <p>Output row {@code i} is row {@code selection[i]} of the index, or row {@code i} without a selection; its field is the bytes
     * [{@code starts[row * startStride] + 1}, {@code ends[row * endStride]}) relative to base. An empty field, quoted or not, is null.
     *
     * @param base address of the input; 64 bytes past it are readable
     * @param starts address of an int array: the position in front of each field
     * @param startStride distance of two rows in starts, in entries
     * @param ends address of an int array: the end of each field
     * @param endStride distance of two rows in ends, in entries
     * @param selection address of an int array of row numbers, or 0 for all rows from 0
     * @param count number of output rows
     * @param values address of {@code count} longs; null rows get 0
     * @param validity address of a bitmap of whole 64-bit words, least significant bit first, 1 = present
     * @param precision decimal digits of the largest number, 1 to 18
     * @param scale how many of them stand behind the point, 0 to precision
     * @param quote the quote, ASCII, or {@link StructureScanner#NO_QUOTE}
     * @param nullTokens further texts that mean null, or null
     * @param state gets the null count or the failed row
     * @return -1, or the first output row that could not be parsed
     */
    public static int parse(
            long base,
            long starts,
            int startStride,
            long ends,
            int endStride,
            long selection,
            int count,
            long values,
            long validity,
            int precision,
            int scale,
            int quote,
            NullTokens nullTokens,
            ParseState state) {
        if (state.vectors && VectorKernels.PARSERS && nullTokens == null && scale <= LARGEST_FAST_SCALE) {
            return VectorKernels.parseDecimal(
                    base,
                    starts,
                    startStride,
                    ends,
                    endStride,
                    selection,
                    count,
                    values,
                    validity,
                    precision,
                    scale,
                    quote,
                    state);
        }
        return parseScalar(
                base,
                starts,
                startStride,
                ends,
                endStride,
                selection,
                count,
                values,
                validity,
                precision,
                scale,
                quote,
                nullTokens,
                state);
    }

    /** The specification of the form on vectors. */
    static int parseScalar(
            long base,
            long starts,
            int startStride,
            long ends,
            int endStride,
            long selection,
            int count,
            long values,
            long validity,
            int precision,
            int scale,
            int quote,
            NullTokens nullTokens,
            ParseState state) {
        long startStep = (long) startStride << 2;
        long endStep = (long) endStride << 2;
        long bound = PowersOfTen.asLong(precision);
        boolean fast = scale <= LARGEST_FAST_SCALE && nullTokens == null;
        // without a scale there is no point where one is expected
        int fastScale = fast ? scale : -1;
        int fastDigits = fast && scale > 0 ? 8 : 0;
        int nulls = 0;
        // any eight digits with as many zeros as the scale has digits must fit into the precision
        int done = nullTokens == null && count > 0 && precision - scale >= 8
                ? state.fixedPoint()
                        .parseLongs(
                                base, starts, startStep, ends, endStep, selection, count, values, validity, scale,
                                quote)
                : 0;
        for (int block = done; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long present = 0;
            for (int i = 0; i < rows; i++) {
                int out = block + i;
                long row = selection == 0 ? out : getInt(selection + ((long) out << 2));
                int start = getInt(starts + row * startStep) + 1;
                int length = getInt(ends + row * endStep) - start;
                long address = base + start;
                int first = getByte(address) & 0xFF;
                if (first == quote) {
                    address++;
                    length -= 2;
                    first = getByte(address) & 0xFF;
                }
                // the sign is removed without a branch: signs are hard to predict
                int minus = first == '-' ? 1 : 0;
                int unsigned = length - minus;
                long word = getLong(address + minus);
                // where the point is if all digits of the scale are written, in bits
                int point = (unsigned - 1 - scale) << 3;
                // the bytes in front of the point from here, those behind it from one byte further: the point is gone
                long next = getLong(address + minus + 1);
                long bytes = next ^ ((word ^ next) & ((1L << point) - 1));
                long digits = (bytes ^ Swar.ZERO_DIGITS) << (72 - (unsigned << 3));
                long value;
                if (Integer.compareUnsigned(unsigned - 2, fastDigits) < 0
                        && point >= 0
                        && ((word >>> point) & 0xFF) == '.'
                        && Swar.digitErrors(digits) == 0
                        && (value = Swar.eightDigits(digits)) < bound) {
                    value = (value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (parseSmall(address + minus, unsigned, fastScale, bound, state)) {
                    value = (state.value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (DecimalText.parse(address, length, scale, bound, state)) {
                    value = state.value;
                    present |= 1L << i;
                } else {
                    return state.fail(out);
                }
                putLong(values + ((long) out << 3), value);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    /** Any other short form: fewer fraction digits than the scale, or none. */
    private static boolean parseSmall(long address, int length, int scale, long bound, ParseState state) {
        long small = SmallDecimal.parse(address, length);
        int missing = scale - SmallDecimal.scale(small);
        if (small < 0 || missing < 0) {
            return false;
        }
        state.value = SmallDecimal.unscaled(small) * PowersOfTen.asLong(missing);
        return state.value < bound;
    }

    /** One field that is not empty, of any form; the scaled number goes to {@link ParseState#value}. */
    static boolean parseOne(long address, int length, int scale, long bound, ParseState state) {
        int minus = getByte(address) == '-' ? 1 : 0;
        if (scale <= LARGEST_FAST_SCALE && parseSmall(address + minus, length - minus, scale, bound, state)) {
            state.value = (state.value ^ -minus) + minus;
            return true;
        }
        return DecimalText.parse(address, length, scale, bound, state);
    }
}
