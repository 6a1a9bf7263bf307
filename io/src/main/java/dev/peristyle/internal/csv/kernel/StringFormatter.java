package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

/**
 * Writes texts with quotes only where they are needed: around a text with a delimiter, quote, CR or LF, and around the empty text, which
 * without quotes would be null. Quotes inside are doubled.
 */
public final class StringFormatter {
    private static final long CARRIAGE_RETURNS = Swar.broadcast('\r');
    private static final long LINE_FEEDS = Swar.broadcast('\n');

    private StringFormatter() {}

    /**
     * The bytes that a text may need.
     *
     * @param length length of the text
     * @return the most that {@link #format} writes: every byte doubled, and two quotes
     */
    public static long maxBytes(int length) {
        return 2L * length + 2;
    }

    /**
     * Writes a text.
     *
     * @param address address of the text
     * @param length its length in bytes
     * @param delimiter the field delimiter, ASCII
     * @param quote the quote, ASCII
     * @param out address of at least {@link #maxBytes} bytes, apart from the text
     * @return the address behind what was written
     */
    public static long format(long address, int length, byte delimiter, byte quote, long out) {
        if (length < Long.BYTES) {
            return formatShort(address, length, delimiter, quote, out);
        }
        long delimiters = Swar.broadcast(delimiter);
        long quotes = Swar.broadcast(quote);
        // whole words, the last one overlapping the one before, so that neither text nor target is touched beyond its
        // end
        long special = 0;
        int last = length - Long.BYTES;
        for (int position = 0; position < last; position += Long.BYTES) {
            long word = getLong(address + position);
            special |= special(word, delimiters, quotes);
            putLong(out + position, word);
        }
        long word = getLong(address + last);
        special |= special(word, delimiters, quotes);
        putLong(out + last, word);
        return special == 0 ? out + length : formatQuoted(address, length, quote, out);
    }

    /** Not zero if any of the eight bytes needs quotes around the text. */
    private static long special(long word, long delimiters, long quotes) {
        return Swar.firstEqual(word, delimiters)
                | Swar.firstEqual(word, quotes)
                | Swar.firstEqual(word, CARRIAGE_RETURNS)
                | Swar.firstEqual(word, LINE_FEEDS);
    }

    private static long formatShort(long address, int length, byte delimiter, byte quote, long out) {
        boolean special = length == 0;
        for (int position = 0; position < length; position++) {
            byte current = getByte(address + position);
            special |= current == delimiter || current == quote || current == '\r' || current == '\n';
            putByte(out + position, current);
        }
        return special ? formatQuoted(address, length, quote, out) : out + length;
    }

    private static long formatQuoted(long address, int length, byte quote, long out) {
        long target = out;
        putByte(target++, quote);
        for (int position = 0; position < length; position++) {
            byte current = getByte(address + position);
            putByte(target++, current);
            if (current == quote) {
                putByte(target++, quote);
            }
        }
        putByte(target++, quote);
        return target;
    }
}
