package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;

/**
 * Parses a column of decimal numbers into scaled 64-bit integers, exactly: {@code [+-]?[0-9]*(\.[0-9]*)?} with at least one digit, and an
 * exponent or none. More fraction digits than the scale must be zeros; a number that needs more digits than the precision is a failure.
 */
public final class DecimalParser {
    /** With up to ten digits of scale eight digits of text cannot overflow 18 digits. */
    private static final int MAX_FAST_SCALE = 10;

    private DecimalParser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are, of what precision and scale; its values are {@code count} longs
     * @return -1, or the first output row that could not be parsed
     */
    public static int parse(FieldColumn column, ParseState state) {
        return state.vectors && VectorKernels.PARSERS && column.nullTokens == null && column.scale <= MAX_FAST_SCALE
                ? VectorKernels.parseDecimal(column, state)
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
        int scale = column.scale;
        long bound = PowersOfTen.asLong(column.precision);
        boolean fast = scale <= MAX_FAST_SCALE && nullTokens == null;
        // without a scale there is no point where one is expected
        int fastScale = fast ? scale : -1;
        int fastDigits = fast && scale > 0 ? 8 : 0;
        int nulls = 0;
        // any eight digits with as many zeros as the scale has digits must fit into the precision
        int done = nullTokens == null && count > 0 && column.precision - scale >= 8
                ? state.fixedPoint().parseLongs(column, scale)
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
                // the bytes before the point from here, those after it from one byte further: the point is gone
                long next = getLong(address + minus + 1);
                long bytes = next ^ ((word ^ next) & ((1L << point) - 1));
                long digits = (bytes ^ Swar.ZERO_DIGITS) << (72 - (unsigned << 3));
                boolean padded = inferred && NumberText.isPadded(address, length);
                long value;
                if (!padded
                        && Integer.compareUnsigned(unsigned - 2, fastDigits) < 0
                        && point >= 0
                        && ((word >>> point) & 0xFF) == '.'
                        && Swar.digitErrors(digits) == 0
                        && (value = Swar.eightDigits(digits)) < bound) {
                    value = (value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (!padded && parseSmall(address + minus, unsigned, fastScale, bound, state)) {
                    value = (state.value ^ -minus) + minus;
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (padded) {
                    return state.fail(out);
                } else if (state.readDecimal(address, length, scale, column.precision)) {
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
    static boolean parseOne(long address, int length, int scale, int precision, long bound, ParseState state) {
        int minus = getByte(address) == '-' ? 1 : 0;
        if (scale <= MAX_FAST_SCALE && parseSmall(address + minus, length - minus, scale, bound, state)) {
            state.value = (state.value ^ -minus) + minus;
            return true;
        }
        return state.readDecimal(address, length, scale, precision);
    }
}
