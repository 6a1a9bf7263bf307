package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

/**
 * Writes fields that have a place in their line. Padding and texts are written eight bytes at a time, so that up to seven bytes after them are
 * written too: those who use this go from the beginning of a line to its end. {@link LineFields} is the way back.
 */
public final class LineText {
    /** Returned for a text that has a line feed or a carriage return in it. */
    public static final int LINE_END = -1;

    /** Returned for a text that is no UTF-8: how many characters a reader sees depends on what comes after it. */
    public static final int NOT_UTF8 = -2;

    private LineText() {}

    /**
     * Counts the characters of a text, as places in a line are counted.
     *
     * @param address of the text; the eight bytes after it are readable
     * @param length in bytes
     * @return how many code points, {@link #LINE_END} or {@link #NOT_UTF8}
     */
    public static int characters(long address, int length) {
        int continued = 0;
        int all = 0;
        int lineEnds = 0;
        for (int position = 0; position < length; position++) {
            byte current = getByte(address + position);
            all |= current;
            lineEnds |= current == '\n' || current == '\r' ? 1 : 0;
            continued += (current & 0xC0) == 0x80 ? 1 : 0;
        }
        if (lineEnds != 0) {
            return LINE_END;
        }
        if (all < 0 && Utf8Kernel.firstInvalid(address, 0, length) != Utf8Kernel.ALL_VALID) {
            return NOT_UTF8;
        }
        return length - continued;
    }

    /**
     * Writes an ASCII character so many times.
     *
     * @param out address of so many bytes and seven more
     * @return the address after the last one
     */
    public static long fill(long out, int count, byte character) {
        long word = Swar.broadcast(character);
        for (int written = 0; written < count; written += Long.BYTES) {
            putLong(out + written, word);
        }
        return out + count;
    }

    /**
     * Copies bytes.
     *
     * @param from address of so many bytes; the seven after them are readable
     * @param to address of so many bytes and seven more, none of which are still to be read
     * @return the address after the last one
     */
    public static long copy(long from, int length, long to) {
        for (int copied = 0; copied < length; copied += Long.BYTES) {
            putLong(to + copied, getLong(from + copied));
        }
        return to + length;
    }
}
