package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * Parses a column of ISO dates into days since 1970-01-01: {@code yyyy-MM-dd}, and with less speed every other form that
 * the strict {@link dev.peristyle.internal.value.TimeReader} knows.
 */
public final class DateParser {
    private DateParser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} ints
     * @return -1, or the first output row that could not be parsed
     */
    public static int parse(FieldColumn column, ParseState state) {
        return state.vectors && VectorKernels.PARSERS && column.nullTokens == null
                ? VectorKernels.parseDate(column, state)
                : parseScalar(column, state);
    }

    /** The specification of the vectorized form. */
    static int parseScalar(FieldColumn column, ParseState state) {
        long base = column.base;
        long starts = column.starts;
        long startStep = column.startStep;
        long ends = column.ends;
        long endStep = column.endStep;
        long selection = column.selection;
        int count = column.count;
        long values = column.values;
        long validity = column.validity;
        int quote = column.quote;
        NullTokens nullTokens = column.nullTokens;
        int nulls = 0;
        int done = nullTokens == null && count > 0 ? state.dates().parse(column) : 0;
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
                } else if (parseOne(address, length, state)) {
                    value = (int) state.value;
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

    /** One field that is not empty, of any form; the day goes to {@link ParseState#value}. */
    static boolean parseOne(long address, int length, ParseState state) {
        int day = length == 10 ? DateText.parse(address) : DateText.INVALID;
        if (day != DateText.INVALID) {
            state.value = day;
            return true;
        }
        return state.readDate(address, length);
    }
}
