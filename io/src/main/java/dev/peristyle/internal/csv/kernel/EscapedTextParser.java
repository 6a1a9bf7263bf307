package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * {@link StringViewParser} for a dialect with an escape character, which may occur in any text; quotes may be doubled as well. The scan has
 * noted which bytes escape the next one, so that texts are not searched: what lies between these bytes is copied.
 */
final class EscapedTextParser {
    /** Bytes whose bits are looked at together: as many as there are in a word that begins within a byte. */
    private static final int STEP = 56;

    /** Bytes beyond a copied text that may be written. */
    private static final int SLACK = 16;

    private EscapedTextParser() {}

    static int parse(FieldColumn column, ParseState state) {
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
        long escapeBits = column.escapeBits;
        int escapeBitsFrom = column.escapeBitsFrom;
        long arena = column.arena;
        long arenaCapacity = column.arenaCapacity;
        int quote = column.quote;
        NullTokens nullTokens = column.nullTokens;
        long arenaUsed = state.arenaUsed;
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long present = 0;
            for (int i = 0; i < rows; i++) {
                int out = block + i;
                long row = selection == 0 ? out : getInt(selection + ((long) out << 2));
                int start = getInt(starts + row * startStep) + 1;
                int length = getInt(ends + row * endStep) - start;
                boolean quoted = length > 1 && (getByte(base + start) & 0xFF) == quote;
                if (quoted) {
                    start++;
                    length -= 2;
                }
                long address = base + start;
                if (!quoted && (length == 0 || nullTokens != null && nullTokens.matches(address, length))) {
                    length = 0;
                } else if (length == 0) {
                    present |= 1L << i;
                } else {
                    present |= 1L << i;
                    long bit = (long) start - escapeBitsFrom;
                    // most texts are looked at only once
                    long first = escapes(escapeBits, bit, 0, length);
                    boolean later = length > STEP + 1 && isEscapedLater(escapeBits, bit, length);
                    if (first == 1 && !later) {
                        // what is escaped at its beginning alone is there without a copy
                        address++;
                        length--;
                    } else if (first != 0 || later) {
                        if (arenaUsed + length + SLACK > arenaCapacity) {
                            state.arenaNeeded = arenaUsed
                                    + StringViewParser.remaining(
                                            starts, startStep, ends, endStep, selection, out, count)
                                    + SLACK;
                            return StringViewParser.ARENA_FULL;
                        }
                        length = unescape(address, length, first, escapeBits, bit, arena + arenaUsed);
                        address = arena + arenaUsed;
                        arenaUsed += length;
                    }
                }
                putLong(addresses + ((long) out << 3), address);
                putInt(lengths + ((long) out << 2), length);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        state.arenaUsed = arenaUsed;
        return state.succeed(nulls);
    }

    private static boolean isEscapedLater(long escapeBits, long bit, int length) {
        for (int position = STEP; position < length - 1; position += STEP) {
            if (escapes(escapeBits, bit, position, length) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Which of the next {@value #STEP} bytes of a text escape another. */
    private static long escapes(long escapeBits, long bit, int position, int length) {
        long first = bit + position;
        // the last byte escapes nothing
        int bytes = Math.min(STEP, length - 1 - position);
        return getLong(escapeBits + (first >>> 3)) >>> (first & 7) & ~(-1L << bytes);
    }

    /** Copies a text without the bytes that escape another, and returns the length of the copy. */
    private static int unescape(long address, int length, long first, long escapeBits, long bit, long target) {
        long to = target;
        // in a text of words the first byte is the most likely one
        long from = address + (first & 1);
        long found = first & ~1L;
        int position = 0;
        while (true) {
            while (found != 0) {
                long escape = address + position + Long.numberOfTrailingZeros(found);
                copy(from, to, escape - from);
                to += escape - from;
                from = escape + 1;
                found &= found - 1;
            }
            position += STEP;
            if (position >= length - 1) {
                break;
            }
            found = escapes(escapeBits, bit, position, length);
        }
        long rest = address + length - from;
        copy(from, to, rest);
        return (int) (to + rest - target);
    }

    /** Copies sixteen bytes at a time: few texts have more between two escapes, and where they end nobody foresees. */
    private static void copy(long from, long to, long length) {
        putLong(to, getLong(from));
        putLong(to + 8, getLong(from + 8));
        for (long copied = 16; copied < length; copied += 16) {
            putLong(to + copied, getLong(from + copied));
            putLong(to + copied + 8, getLong(from + copied + 8));
        }
    }
}
