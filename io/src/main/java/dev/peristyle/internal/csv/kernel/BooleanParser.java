package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

/** Parses a column of truth values into a bitmap: true, t, yes, 1 and false, f, no, 0, in upper or lower case. */
public final class BooleanParser {
    private static final long LOWER_CASE = Swar.broadcast(0x20);
    private static final long TRUE = 0x65757274L;
    private static final long FALSE = 0x65736C6166L;
    private static final long YES = 0x736579L;
    private static final long NO = 0x6F6EL;

    private BooleanParser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are a bitmap of whole 64-bit words, least significant bit first, 1 = true
     * @return -1, or the first output row that could not be parsed
     */
    public static int parse(FieldColumn column, ParseState state) {
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
        // shorter words are numbers and names as well
        int minLength = column.inferred ? 4 : 1;
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long present = 0;
            long bits = 0;
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
                if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    continue;
                }
                if (length < minLength || length > 5) {
                    return state.fail(out);
                }
                long text = word & (-1L >>> (64 - (length << 3)));
                long lower = text | (LOWER_CASE & (-1L >>> (64 - (length << 3))));
                // digits are compared as they are: the case bit would make a digit of a control character
                boolean yes = lower == TRUE | lower == 't' | lower == YES | text == '1';
                boolean no = lower == FALSE | lower == 'f' | lower == NO | text == '0';
                if (!yes && !no) {
                    return state.fail(out);
                }
                bits |= (yes ? 1L : 0L) << i;
                present |= 1L << i;
            }
            putLong(values + (block >>> 3), bits);
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }
}
