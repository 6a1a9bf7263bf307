package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * Turns a column of texts into views: address and length of each text where it is in the input, without its quotes. Only fields with
 * doubled quotes are copied, into an arena. An empty field is null, a quoted empty field is the empty string; null tokens are looked for
 * in fields without quotes only.
 */
public final class StringViewParser {
    /** Returned if the arena is too small; {@link ParseState#arenaNeeded} says what is enough, nothing of the arena was used. */
    public static final int ARENA_FULL = -2;

    private StringViewParser() {}

    /**
     * Makes the views of a column.
     *
     * @param column where the fields are; its values are {@code count} addresses of texts, of a null row that of its field
     * @param state gets the null count and the use of the arena
     * @return -1, or {@link #ARENA_FULL}
     */
    public static int parse(FieldColumn column, ParseState state) {
        boolean onVectors = state.vectors && VectorKernels.PARSERS && column.nullTokens == null;
        return onVectors && column.selection == 0 && !state.escapesPossible
                ? VectorKernels.makeViews(column, state)
                : parseScalar(column, state);
    }

    /** The specification of the vectorized form. */
    static int parseScalar(FieldColumn column, ParseState state) {
        if (column.escapeBits != 0 && state.escapesPossible) {
            return EscapedTextParser.parse(column, state);
        }
        if (column.nullTokens == null && !(state.escapesPossible && column.quote >= 0)) {
            return plainViews(column, 0, state);
        }
        return anyViews(column, state);
    }

    private static int anyViews(FieldColumn column, ParseState state) {
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
        long arena = column.arena;
        long arenaCapacity = column.arenaCapacity;
        int quote = column.quote;
        NullTokens nullTokens = column.nullTokens;
        long arenaUsed = state.arenaUsed;
        boolean escapesPossible = state.escapesPossible;
        long quotes = Swar.broadcast(quote);
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
                boolean quoted = quote >= 0 && length > 1 && (getByte(address) & 0xFF) == quote;
                if (quoted) {
                    address++;
                    length -= 2;
                    present |= 1L << i;
                    if (escapesPossible && firstQuote(address, quotes) < length) {
                        if (arenaUsed + length + Long.BYTES > arenaCapacity) {
                            state.arenaNeeded = arenaUsed
                                    + remaining(starts, startStep, ends, endStep, selection, out, count)
                                    + Long.BYTES;
                            return ARENA_FULL;
                        }
                        int unescaped = unescape(address, length, quotes, arena + arenaUsed);
                        address = arena + arenaUsed;
                        arenaUsed += unescaped;
                        length = unescaped;
                    }
                } else if (nullTokens != null && nullTokens.matches(address, length)) {
                    length = 0;
                } else {
                    // 1 if the length is positive
                    present |= (long) (-length >>> 31) << i;
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

    /** Views of fields without doubled quotes, from a row on that is a multiple of 64; the null count is that of these rows. */
    static int plainViews(FieldColumn column, int from, ParseState state) {
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
        int nulls = 0;
        for (int block = from; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long selected = selection == 0 ? 0 : selection + ((long) block << 2);
            long blockStarts = selection == 0 ? starts + block * startStep : starts;
            long blockEnds = selection == 0 ? ends + block * endStep : ends;
            long toAddresses = addresses + ((long) block << 3);
            long toLengths = lengths + ((long) block << 2);
            int shortest = selection == 0
                    ? viewAll(base, blockStarts, startStep, blockEnds, endStep, toAddresses, toLengths, rows, quote)
                    : viewSelected(
                            base,
                            blockStarts,
                            startStep,
                            blockEnds,
                            endStep,
                            selected,
                            toAddresses,
                            toLengths,
                            rows,
                            quote);
            long present = shortest < 0
                    ? presentRows(blockStarts, startStep, blockEnds, endStep, selected, rows)
                    : -1L >>> (64 - rows);
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    /**
     * Returns a negative number if there is an empty field. Quotes are removed without a branch, as they are hard to predict. The loop is no
     * counted one, which the compiler would unroll until it is out of registers.
     */
    private static int viewAll(
            long base,
            long starts,
            long startStep,
            long ends,
            long endStep,
            long addresses,
            long lengths,
            int rows,
            int quote) {
        int shortest = 0;
        long start = starts;
        long end = ends;
        long toLength = lengths;
        long last = addresses + ((long) rows << 3);
        for (long toAddress = addresses; toAddress != last; toAddress += 8) {
            long address = base + getInt(start) + 1;
            int length = getInt(end) - getInt(start) - 1;
            start += startStep;
            end += endStep;
            shortest |= length - 1;
            // one if the first byte is a quote, but not the only byte
            int quotes = (getByte(address) & 0xFF) == quote ? (1 - length) >>> 31 : 0;
            putLong(toAddress, address + quotes);
            putInt(toLength, length - (quotes << 1));
            toLength += 4;
        }
        return shortest;
    }

    private static int viewSelected(
            long base,
            long starts,
            long startStep,
            long ends,
            long endStep,
            long selection,
            long addresses,
            long lengths,
            int rows,
            int quote) {
        int shortest = 0;
        long selected = selection;
        long toLength = lengths;
        long last = addresses + ((long) rows << 3);
        for (long toAddress = addresses; toAddress != last; toAddress += 8) {
            long row = getInt(selected);
            int position = getInt(starts + row * startStep) + 1;
            int length = getInt(ends + row * endStep) - position;
            long address = base + position;
            selected += 4;
            shortest |= length - 1;
            int quotes = (getByte(address) & 0xFF) == quote ? (1 - length) >>> 31 : 0;
            putLong(toAddress, address + quotes);
            putInt(toLength, length - (quotes << 1));
            toLength += 4;
        }
        return shortest;
    }

    /** A bit for each row but those whose field is empty; with quotes it is not. */
    private static long presentRows(long starts, long startStep, long ends, long endStep, long selection, int rows) {
        long present = 0;
        for (int i = 0; i < rows; i++) {
            long row = selection == 0 ? i : getInt(selection + ((long) i << 2));
            int length = getInt(ends + row * endStep) - getInt(starts + row * startStep) - 1;
            present |= (long) (-length >>> 31) << i;
        }
        return present;
    }

    /** Position of the first quote after an address; there is one, at the latest the one that closes the field. */
    private static int firstQuote(long address, long quotes) {
        int position = 0;
        while (true) {
            long first = Swar.firstEqual(getLong(address + position), quotes);
            long second = Swar.firstEqual(getLong(address + position + 8), quotes);
            long third = Swar.firstEqual(getLong(address + position + 16), quotes);
            long fourth = Swar.firstEqual(getLong(address + position + 24), quotes);
            if ((first | second | third | fourth) != 0) {
                // of each word only the lowest bit is certain, and it is the first one that counts
                position += first != 0 ? 0 : second != 0 ? 8 : third != 0 ? 16 : 24;
                long found = first != 0 ? first : second != 0 ? second : third != 0 ? third : fourth;
                return position + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            position += 32;
        }
    }

    /**
     * Copies a text, every doubled quote as one, and returns the length of the copy. Copies whole words: up to seven bytes of the target
     * after the length of the text are written too.
     */
    private static int unescape(long address, int length, long quotes, long target) {
        int written = 0;
        int position = 0;
        while (true) {
            long word = getLong(address + position);
            putLong(target + written, word);
            long found = Swar.firstEqual(word, quotes);
            // up to the first one of two quotes
            int copied = found == 0 ? Long.BYTES : (Long.numberOfTrailingZeros(found) >>> 3) + 1;
            if (copied >= length - position) {
                return written + length - position;
            }
            written += copied;
            position += found == 0 ? copied : copied + 1;
        }
    }

    /** Bytes of the fields from a row on. */
    static long remaining(long starts, long startStep, long ends, long endStep, long selection, int from, int count) {
        long bytes = 0;
        for (int out = from; out < count; out++) {
            long row = selection == 0 ? out : getInt(selection + ((long) out << 2));
            bytes += getInt(ends + row * endStep) - getInt(starts + row * startStep);
        }
        return bytes;
    }
}
