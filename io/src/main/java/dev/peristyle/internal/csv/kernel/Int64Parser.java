package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

/** Parses a column of whole numbers into 64-bit integers: {@code [+-]?[0-9]+}, out of range is a failure. */
public final class Int64Parser {
    private Int64Parser() {}

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
            int quote,
            NullTokens nullTokens,
            ParseState state) {
        if (state.vectors && VectorKernels.PARSERS && nullTokens == null) {
            return VectorKernels.parseInt64(
                    base, starts, startStride, ends, endStride, selection, count, values, validity, quote, state);
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
            int quote,
            NullTokens nullTokens,
            ParseState state) {
        long startStep = (long) startStride << 2;
        long endStep = (long) endStride << 2;
        int nulls = 0;
        int done = nullTokens == null && count > 0
                ? state.fixedPoint()
                        .parseLongs(
                                base, starts, startStep, ends, endStep, selection, count, values, validity, 0, quote)
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
                long word = getLong(address);
                if (((int) word & 0xFF) == quote) {
                    address++;
                    length -= 2;
                    word = getLong(address);
                }
                // the sign is removed without a branch: signs are hard to predict
                int minus = ((int) word & 0xFF) == '-' ? 1 : 0;
                int digitCount = length - minus;
                // digits end up in the high bytes, in front of them come zeros from the shift
                long digits = ((word >>> (minus << 3)) ^ Swar.ZERO_DIGITS) << (64 - (digitCount << 3));
                long value;
                if (Integer.compareUnsigned(digitCount - 1, 8 - minus) < 0
                        && Swar.digitErrors(digits) == 0
                        && nullTokens == null) {
                    value = Swar.eightDigits(digits);
                    value = (value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (sixteenDigits(address + minus, digitCount, state)) {
                    value = (state.value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (IntegerText.parse(address, length, state)) {
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

    /** One field that is not empty, of any form; the number goes to {@link ParseState#value}. */
    static boolean parseOne(long address, int length, ParseState state) {
        int minus = getByte(address) == '-' ? 1 : 0;
        if (sixteenDigits(address + minus, length - minus, state)) {
            state.value = (state.value ^ -minus) + minus;
            return true;
        }
        return IntegerText.parse(address, length, state);
    }

    /** Eight to sixteen digits without a sign: the last eight, and those in front of them. */
    private static boolean sixteenDigits(long address, int length, ParseState state) {
        if (length < 8 || length > 16) {
            return false;
        }
        long low = getLong(address + length - 8) ^ Swar.ZERO_DIGITS;
        // in two shifts: a shift by 64 would be none
        long high = (getLong(address) ^ Swar.ZERO_DIGITS) << (4 * (16 - length)) << (4 * (16 - length));
        if ((Swar.digitErrors(low) | Swar.digitErrors(high)) != 0) {
            return false;
        }
        state.value = Swar.eightDigits(high) * 100_000_000L + Swar.eightDigits(low);
        return true;
    }
}
