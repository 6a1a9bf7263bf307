package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

/** Parses a column of whole numbers into 64-bit integers: {@code [+-]?[0-9]+}, out of range is a failure. */
public final class Int64Parser {
    private Int64Parser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} longs
     * @return -1, or the first output row that could not be parsed
     */
    public static int parse(FieldColumn column, ParseState state) {
        return state.vectors && VectorKernels.PARSERS && column.nullTokens == null
                ? VectorKernels.parseInt64(column, state)
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
        int done = nullTokens == null && count > 0 ? state.fixedPoint().parseLongs(column, 0) : 0;
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
                // digits end up in the high bytes, before them come zeros from the shift
                long digits = ((word >>> (minus << 3)) ^ Swar.ZERO_DIGITS) << (64 - (digitCount << 3));
                long value;
                if (Integer.compareUnsigned(digitCount - 1, 8 - minus) < 0
                        && Swar.digitErrors(digits) == 0
                        && nullTokens == null
                        && !(inferred && NumberText.isPadded(address, length))) {
                    value = Swar.eightDigits(digits);
                    value = (value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (inferred && NumberText.isPadded(address, length)) {
                    return state.fail(out);
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

    /** Eight to sixteen digits without a sign: the last eight, and those before them. */
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
