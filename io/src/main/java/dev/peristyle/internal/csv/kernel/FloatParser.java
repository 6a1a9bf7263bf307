package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putFloat;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;

/**
 * Parses a column of floating-point numbers into floats, each the one that {@link Float#parseFloat} gives; the texts are those of
 * {@link DoubleParser}.
 */
public final class FloatParser {
    /** Whole numbers up to here are exact in a float. */
    private static final int MAX_EXACT = 1 << 24;

    private FloatParser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} floats
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
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
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
                long small = SmallDecimal.parse(address + minus, length - minus);
                float value = 0;
                if (small >= 0 && SmallDecimal.unscaled(small) <= MAX_EXACT && nullTokens == null) {
                    // both operands are exact, so that the quotient is the nearest float (Clinger 1990)
                    value = SmallDecimal.unscaled(small) / PowersOfTen.asFloat(SmallDecimal.scale(small));
                    // not a subtraction: minus zero is a number of its own
                    value = minus == 0 ? value : -value;
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (state.readFloat(address, length)) {
                    value = Float.intBitsToFloat((int) state.value);
                    present |= 1L << i;
                } else {
                    return state.fail(out);
                }
                putFloat(values + ((long) out << 2), value);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }
}
