package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/** Parses a column of ISO dates, {@code yyyy-MM-dd} with years from 0001 to 9999, into days since 1970-01-01. */
public final class DateParser {
    private DateParser() {}

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
     * @param values address of {@code count} ints; null rows get 0
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
            return VectorKernels.parseDate(
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
                ? state.dates().parse(base, starts, startStep, ends, endStep, selection, count, values, validity, quote)
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
                if ((getByte(address) & 0xFF) == quote) {
                    address++;
                    length -= 2;
                }
                int value = DateText.parse(address);
                if (length == 10 && value != DateText.INVALID && nullTokens == null) {
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (length == 10 && value != DateText.INVALID) {
                    present |= 1L << i;
                } else {
                    return state.fail(out);
                }
                putInt(values + ((long) out << 2), value);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }
}
