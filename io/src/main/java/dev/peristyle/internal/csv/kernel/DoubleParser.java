package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putDouble;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;

/**
 * Parses a column of floating-point numbers into doubles, each the one that {@link Double#parseDouble} gives unless it is infinity: digits with a point, a sign
 * and an exponent, {@code NaN}, {@code Infinity} and {@code inf} in upper or lower case. Java's suffixes and hexadecimal forms are failures.
 */
public final class DoubleParser {
    private DoubleParser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} doubles
     * @return -1, or the first output row that could not be parsed
     */
    public static int parse(FieldColumn column, ParseState state) {
        return state.vectors && VectorKernels.PARSERS && column.nullTokens == null
                ? VectorKernels.parseDouble(column, state)
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
        boolean inferred = column.inferred;
        int nulls = 0;
        int done = nullTokens == null && count > 0 ? state.fixedPoint().parseDoubles(column) : 0;
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
                long small = SmallDecimal.parse(address + minus, length - minus);
                double value = 0;
                if (small >= 0 && nullTokens == null && !(inferred && NumberText.isPadded(address, length))) {
                    // both operands are exact, so that the quotient is the nearest double (Clinger 1990)
                    value = SmallDecimal.unscaled(small) / PowersOfTen.asDouble(SmallDecimal.scale(small));
                    // not a subtraction: minus zero is a number of its own
                    value = minus == 0 ? value : -value;
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (state.readDouble(address, length, inferred)) {
                    value = Double.longBitsToDouble(state.value);
                    present |= 1L << i;
                } else {
                    return state.fail(out);
                }
                putDouble(values + ((long) out << 3), value);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    /** One field that is not empty, of any form; the bits of the number go to {@link ParseState#value}. */
    static boolean parseOne(long address, int length, boolean inferred, ParseState state) {
        int minus = getByte(address) == '-' ? 1 : 0;
        long small = SmallDecimal.parse(address + minus, length - minus);
        if (small < 0) {
            return state.readDouble(address, length, inferred);
        }
        if (inferred && NumberText.isPadded(address, length)) {
            return false;
        }
        double value = SmallDecimal.unscaled(small) / PowersOfTen.asDouble(SmallDecimal.scale(small));
        state.value = Double.doubleToRawLongBits(minus == 0 ? value : -value);
        return true;
    }
}
