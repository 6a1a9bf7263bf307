package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putLong;

/** Parses a column of truth values that are written as a user says, and not otherwise. Immutable. */
public final class BooleanTokenParser {
    private final NullTokens trueTexts;
    private final NullTokens falseTexts;

    /**
     * A parser of some texts.
     *
     * @param trueTexts those for true
     * @param falseTexts those for false
     */
    public BooleanTokenParser(NullTokens trueTexts, NullTokens falseTexts) {
        this.trueTexts = trueTexts;
        this.falseTexts = falseTexts;
    }

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are a bitmap of whole 64-bit words, least significant bit first, 1 = true
     * @return -1, or the first output row that could not be parsed
     */
    public int parse(FieldColumn column, ParseState state) {
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
                if ((getByte(address) & 0xFF) == quote) {
                    address++;
                    length -= 2;
                }
                if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    continue;
                }
                boolean yes = trueTexts.matches(address, length);
                if (!yes && !falseTexts.matches(address, length)) {
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
