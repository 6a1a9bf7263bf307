package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/** {@link StringViewParser} for a dialect with an escape character, which may occur in any text; quotes may be doubled as well. */
public final class EscapedTextParser {
    private EscapedTextParser() {}

    static int parse(FieldColumn column, ParseState state) {
        long arenaUsed = state.arenaUsed;
        int nulls = 0;
        for (int block = 0; block < column.count; block += 64) {
            int rows = Math.min(64, column.count - block);
            long present = 0;
            for (int i = 0; i < rows; i++) {
                int out = block + i;
                long row = column.selection == 0 ? out : getInt(column.selection + ((long) out << 2));
                int start = getInt(column.starts + row * column.startStep) + 1;
                int length = getInt(column.ends + row * column.endStep) - start;
                long address = column.base + start;
                boolean quoted = length > 1 && (getByte(address) & 0xFF) == column.quote;
                if (quoted) {
                    address++;
                    length -= 2;
                }
                int quote = quoted ? column.quote : Dialect.NONE;
                if (!quoted
                        && (length == 0 || column.nullTokens != null && column.nullTokens.matches(address, length))) {
                    length = 0;
                } else {
                    present |= 1L << i;
                    if (isEscaped(address, length, quote, column.escape)) {
                        if (arenaUsed + length > column.arenaCapacity) {
                            state.arenaNeeded = arenaUsed + remaining(column, out);
                            return StringViewParser.ARENA_FULL;
                        }
                        length = unescape(address, length, quote, column.escape, column.arena + arenaUsed);
                        address = column.arena + arenaUsed;
                        arenaUsed += length;
                    }
                }
                putLong(column.values + ((long) out << 3), address);
                putInt(column.lengths + ((long) out << 2), length);
            }
            putLong(column.validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        state.arenaUsed = arenaUsed;
        return state.succeed(nulls);
    }

    private static long remaining(FieldColumn column, int from) {
        long bytes = 0;
        for (int out = from; out < column.count; out++) {
            long row = column.selection == 0 ? out : getInt(column.selection + ((long) out << 2));
            bytes += getInt(column.ends + row * column.endStep) - getInt(column.starts + row * column.startStep);
        }
        return bytes;
    }

    private static boolean isEscaped(long address, int length, int quote, int escape) {
        for (int position = 0; position < length; position++) {
            int current = getByte(address + position) & 0xFF;
            if (current == escape || current == quote) {
                return true;
            }
        }
        return false;
    }

    /**
     * Copies a text without its escape characters and with one quote for two. An escape character at the very end escapes nothing.
     *
     * @param address address of the text, without the quotes around it
     * @param quote the quote around it, or {@link Dialect#NONE}
     * @param target address of as many bytes
     * @return the bytes of the copy
     */
    public static int unescape(long address, int length, int quote, int escape, long target) {
        int written = 0;
        int position = 0;
        while (position < length) {
            int current = getByte(address + position) & 0xFF;
            boolean skipped = position + 1 < length
                    && (current == escape || current == quote && (getByte(address + position + 1) & 0xFF) == quote);
            position += skipped ? 1 : 0;
            putByte(target + written, getByte(address + position));
            written++;
            position++;
        }
        return written;
    }
}
