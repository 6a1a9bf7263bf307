package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;
import static org.agrona.UnsafeApi.putShort;

/**
 * Parses a column of whole numbers into integers of one, two or four bytes, with or without a sign: {@code [+-]?[0-9]+}, out
 * of the range of the type is a failure. A block of rows is parsed into 64 bits and then stored as narrow as the type is.
 */
public final class NarrowIntegerParser {
    private final int bytes;
    private final long min;
    private final long max;

    /**
     * A parser for one type.
     *
     * @param bytes the width of a value: 1, 2 or 4
     */
    public NarrowIntegerParser(int bytes, long min, long max) {
        this.bytes = bytes;
        this.min = min;
        this.max = max;
    }

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} integers of the width of the type
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
        int quote = column.quote;
        NullTokens nullTokens = column.nullTokens;
        long[] parsed = state.words;
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
                if ((getByte(address) & 0xFF) == quote) {
                    address++;
                    length -= 2;
                }
                if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    parsed[i] = 0;
                } else if (IntegerText.parse(address, length, state) && state.value >= min && state.value <= max) {
                    parsed[i] = state.value;
                    present |= 1L << i;
                } else {
                    return state.fail(out);
                }
            }
            store(parsed, rows, column.values + (long) block * bytes);
            putLong(column.validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    private void store(long[] parsed, int rows, long values) {
        if (bytes == Byte.BYTES) {
            for (int i = 0; i < rows; i++) {
                putByte(values + i, (byte) parsed[i]);
            }
        } else if (bytes == Short.BYTES) {
            for (int i = 0; i < rows; i++) {
                putShort(values + 2L * i, (short) parsed[i]);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                putInt(values + 4L * i, (int) parsed[i]);
            }
        }
    }
}
