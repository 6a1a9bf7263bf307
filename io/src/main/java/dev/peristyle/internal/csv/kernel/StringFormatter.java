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
    private static final long SPACES = Swar.broadcast(' ');

    /** No page of memory is smaller. */
    private static final int PAGE_BYTES = 4096;

    private StringFormatter() {}

    /**
     * The bytes that a text may need.
     *
     * @return the most that {@link #format} writes: every byte doubled, and two quotes or a whole word
     */
    public static long maxBytes(int length) {
        return 2L * length + Long.BYTES;
    }

    /**
     * Writes a text; delimiter and quote are ASCII.
     *
     * @param out address of at least {@link #maxBytes} bytes, apart from the text
     * @return the address after what was written
     */
    public static long format(long address, int length, byte delimiter, byte quote, long out) {
        long delimiters = Swar.broadcast(delimiter);
        long quotes = Swar.broadcast(quote);
        if (length < Long.BYTES) {
            return formatShort(address, length, delimiters, quotes, out);
        }
        // whole words, the last ones overlapping those before, so that neither text nor target is touched beyond its
        // end; four of them at least, so that texts of usual lengths take one way
        long suspects = 0;
        int last = length - Long.BYTES;
        int position = 0;
        for (; position < last - 24; position += 32) {
            suspects |= copy(address + position, delimiters, quotes, out + position)
                    | copy(address + position + 8, delimiters, quotes, out + position + 8)
                    | copy(address + position + 16, delimiters, quotes, out + position + 16)
                    | copy(address + position + 24, delimiters, quotes, out + position + 24);
        }
        int first = Math.min(position, last);
        int second = Math.min(position + 8, last);
        int third = Math.min(position + 16, last);
        suspects |= copy(address + first, delimiters, quotes, out + first)
                | copy(address + second, delimiters, quotes, out + second)
                | copy(address + third, delimiters, quotes, out + third)
                | copy(address + last, delimiters, quotes, out + last);
        return (suspects & Swar.HIGH_BITS) == 0 ? out + length : formatSuspect(address, length, delimiter, quote, out);
    }

    private static long copy(long address, long delimiters, long quotes, long out) {
        long word = getLong(address);
        putLong(out, word);
        return suspects(word, delimiters, quotes);
    }

    /** High bits, and noise in the others: not zero if any of the eight bytes may need quotes around the text. */
    private static long suspects(long word, long delimiters, long quotes) {
        long delimiter = word ^ delimiters;
        long quote = word ^ quotes;
        // CR and LF are below the space, and so is hardly anything else in a text
        return ((delimiter - Swar.ONES) & ~delimiter) | ((quote - Swar.ONES) & ~quote) | ((word - SPACES) & ~word);
    }

    private static long formatShort(long address, int length, long delimiters, long quotes, long out) {
        if (length == 0) {
            return formatQuoted(address, length, (byte) quotes, out);
        }
        long word = wordAt(address, length);
        putLong(out, word);
        // bytes after the text may be anything; the lowest one found is certain
        long suspects = suspects(word, delimiters, quotes) & Swar.HIGH_BITS & ((1L << (length << 3)) - 1);
        return suspects == 0 ? out + length : formatSuspect(address, length, (byte) delimiters, (byte) quotes, out);
    }

    /** The text in a word, with anything after it. What lies after a text can be read if it is in the same page. */
    private static long wordAt(long address, int length) {
        if ((address & (PAGE_BYTES - 1)) <= PAGE_BYTES - Long.BYTES) {
            return getLong(address);
        }
        long word = 0;
        for (int position = 0; position < length; position++) {
            word |= (getByte(address + position) & 0xFFL) << (position << 3);
        }
        return word;
    }

    /** The text is already written without quotes. */
    private static long formatSuspect(long address, int length, byte delimiter, byte quote, long out) {
        for (int position = 0; position < length; position++) {
            byte current = getByte(address + position);
            if (current == delimiter || current == quote || current == '\r' || current == '\n') {
                return formatQuoted(address, length, quote, out);
            }
        }
        return out + length;
    }

    /**
     * Writes a text in quotes, whatever is in it.
     *
     * @param out address of at least {@link #maxBytes} bytes, apart from the text
     * @return the address after what was written
     */
    public static long formatQuoted(long address, int length, byte quote, long out) {
        long quotes = Swar.broadcast(quote);
        putByte(out, quote);
        long target = out + 1;
        int position = 0;
        while (position < length) {
            if (length - position >= Long.BYTES) {
                long word = getLong(address + position);
                if (Swar.firstEqual(word, quotes) == 0) {
                    putLong(target, word);
                    target += Long.BYTES;
                    position += Long.BYTES;
                    continue;
                }
            }
            byte current = getByte(address + position++);
            putByte(target++, current);
            if (current == quote) {
                putByte(target++, quote);
            }
        }
        putByte(target, quote);
        return target + 1;
    }
}
