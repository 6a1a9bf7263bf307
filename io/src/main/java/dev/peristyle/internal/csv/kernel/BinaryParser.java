package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.value.BinaryFormatter;

/**
 * Parses a column of bytes, which are text as {@link BinaryFormatter} writes them, into the arena. A value of another length
 * than the type's is a failure.
 */
public final class BinaryParser {
    /** For values of any length. */
    public static final int ANY_LENGTH = 0;

    private final int wanted;

    /**
     * A parser for one type.
     *
     * @param length the bytes that every value has, or {@link #ANY_LENGTH}
     */
    public BinaryParser(int length) {
        this.wanted = length;
    }

    /**
     * Parses the fields of a column.
     *
     * @param column where the fields are; its values are {@code count} addresses in the arena
     * @param state gets the null count or the failed row, and the use of the arena
     * @return -1, the first output row that could not be parsed, or {@link StringViewParser#ARENA_FULL}
     */
    public int parse(FieldColumn column, ParseState state) {
        long base = column.base;
        long starts = column.starts;
        long startStep = column.startStep;
        long ends = column.ends;
        long endStep = column.endStep;
        long selection = column.selection;
        int count = column.count;
        long addresses = column.values;
        long lengths = column.lengths;
        long validity = column.validity;
        int quote = column.quote;
        NullTokens nullTokens = column.nullTokens;
        long room = column.arenaCapacity - state.arenaUsed;
        long target = column.arena + state.arenaUsed;
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
                int bytes = 0;
                if (!NullTokens.isEmpty(length) && (nullTokens == null || !nullTokens.matches(address, length))) {
                    bytes = BinaryFormatter.parsedBytes(address, length);
                    if (bytes < 0 || (wanted != ANY_LENGTH && bytes != wanted)) {
                        return state.fail(out);
                    }
                    if (bytes > room) {
                        state.arenaNeeded = needed(column);
                        return StringViewParser.ARENA_FULL;
                    }
                    if (!BinaryFormatter.parse(address, length, target)) {
                        return state.fail(out);
                    }
                    present |= 1L << i;
                }
                putLong(addresses + ((long) out << 3), target);
                putInt(lengths + ((long) out << 2), bytes);
                target += bytes;
                room -= bytes;
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        state.arenaUsed = target - column.arena;
        return state.succeed(nulls);
    }

    /** What all fields need at most: two symbols are a byte. */
    private static long needed(FieldColumn column) {
        long symbols = 0;
        for (int out = 0; out < column.count; out++) {
            long row = column.selection == 0 ? out : getInt(column.selection + ((long) out << 2));
            symbols += getInt(column.ends + row * column.endStep) - getInt(column.starts + row * column.startStep);
        }
        return symbols / 2 + Long.BYTES;
    }
}
