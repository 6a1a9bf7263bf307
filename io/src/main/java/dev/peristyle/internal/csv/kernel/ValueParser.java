package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putLong;
import static org.agrona.UnsafeApi.setMemory;

import dev.peristyle.internal.value.ValueReader;

/**
 * Parses a column of any fixed width value by value: what a {@link ValueReader} takes without rounding, integers and decimals
 * without an exponent as the other parsers want them. Not thread-safe.
 */
public class ValueParser {
    private final ValueReader reader;
    private final int bytes;
    private final boolean exact;

    /**
     * A parser for one type.
     *
     * @param exact whether values are integers or decimals, which have no exponent here
     */
    public ValueParser(ValueReader reader, int bytes, boolean exact) {
        this.reader = reader;
        this.bytes = bytes;
        this.exact = exact;
    }

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} of the width of the type
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
                    setMemory(values + (long) out * bytes, bytes, (byte) 0);
                } else if (read(address, length, column, state, values, out)) {
                    present |= 1L << i;
                } else {
                    return state.fail(out);
                }
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    /**
     * Reads one value.
     *
     * @param length bytes of its text, at least 1
     * @param row where in the values it is written
     * @return whether the text is a value of the type
     */
    protected boolean read(long address, int length, FieldColumn column, ParseState state, long values, int row) {
        return reader.read(address, length, values, row)
                && !(exact && column.inferred && NumberText.isPadded(address, length))
                && (column.withZone && column.withoutZone || TimestampText.hasZone(address, length) == column.withZone)
                && reader.isExact()
                && !(exact && hasExponent(address, length));
    }

    private static boolean hasExponent(long address, int length) {
        for (int position = 0; position < length; position++) {
            if ((getByte(address + position) | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }
}
