package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * Parses a column of ISO timestamps into microseconds since 1970-01-01T00:00: {@code yyyy-MM-dd[T ]HH:mm[:ss[.f]]}, optionally {@code Z} or
 * an offset {@code ±HH[:mm]}, which is subtracted, and with less speed every other form that
 * the strict {@link dev.peristyle.internal.value.TimeReader} knows. Digits after the sixth of a fraction must be zeros. Without a zone the time
 * is taken as it is.
 */
public final class TimestampParser {
    private TimestampParser() {}

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} longs
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
        boolean anyZone = column.withZone && column.withoutZone;
        boolean zone = column.withZone;
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
                long value = TimestampText.parse(address, length);
                boolean fits = anyZone || TimestampText.hasZone(address, length) == zone;
                if (value != TimestampText.INVALID && fits && nullTokens == null) {
                    present |= 1L << i;
                } else if (NullTokens.isEmpty(length) || (nullTokens != null && nullTokens.matches(address, length))) {
                    value = 0;
                } else if (value != TimestampText.INVALID && fits) {
                    present |= 1L << i;
                } else if (fits && state.readTimestamp(address, length)) {
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
}
