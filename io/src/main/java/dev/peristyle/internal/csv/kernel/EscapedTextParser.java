package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/** {@link StringViewParser} for a dialect with an escape character, which may occur in any text; quotes may be doubled as well. */
final class EscapedTextParser {
    private EscapedTextParser() {}

    static int parse(FieldColumn column, ParseState state) {
        long arenaUsed = state.arenaUsed;
        long escapes = Swar.broadcast(column.escape);
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
                // outside quotes a quote is text
                long quotes = Swar.broadcast(quoted ? column.quote : column.escape);
                if (!quoted
                        && (length == 0 || column.nullTokens != null && column.nullTokens.matches(address, length))) {
                    length = 0;
                } else {
                    present |= 1L << i;
                    if (isEscaped(address, length, quotes, escapes)) {
                        if (arenaUsed + length + Long.BYTES > column.arenaCapacity) {
                            state.arenaNeeded = arenaUsed + remaining(column, out) + Long.BYTES;
                            return StringViewParser.ARENA_FULL;
                        }
                        length = unescape(address, length, quotes, escapes, column.arena + arenaUsed);
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

    private static boolean isEscaped(long address, int length, long quotes, long escapes) {
        for (int position = 0; position < length; position += Long.BYTES) {
            int first = first(getLong(address + position), quotes, escapes);
            if (first < Long.BYTES) {
                return position + first < length;
            }
        }
        return false;
    }

    /** Number of the first byte that is one or the other, or {@link Long#BYTES}. */
    private static int first(long word, long quotes, long escapes) {
        // of each only the lowest bit is certain, so that the lowest of both is
        return Long.numberOfTrailingZeros(Swar.firstEqual(word, quotes) | Swar.firstEqual(word, escapes)) >>> 3;
    }

    /**
     * Copies a text without its escape characters and with one quote for two, and returns the length of the copy. An escape character at
     * the very end escapes nothing. Copies whole words: up to seven bytes of the target after the length of the text are written too.
     */
    private static int unescape(long address, int length, long quotes, long escapes, long target) {
        long looked = -1;
        int written = 0;
        int position = 0;
        while (true) {
            long word = getLong(address + position);
            putLong(target + written, word);
            long found = ~(Swar.differs(word, quotes) & Swar.differs(word, escapes)) & Swar.HIGH_BITS & looked;
            int plain = Long.numberOfTrailingZeros(found) >>> 3;
            // 1 if there is one in the word. Without a condition: where it is in a text nobody foresees
            int escaping = (plain >>> 3) ^ 1;
            if (plain + escaping >= length - position) {
                return written + length - position;
            }
            written += plain;
            position += plain + escaping;
            // what comes after it is text, whatever it is
            looked = -1L << (escaping << 3);
        }
    }
}
