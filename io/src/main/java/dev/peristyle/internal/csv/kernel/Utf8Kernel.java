package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putByte;

/**
 * Finds bytes that are no UTF-8, and replaces them. Valid are the sequences of table 3-7 of the Unicode standard: no overlong forms, no
 * surrogates, nothing beyond U+10FFFF. ASCII is passed eight bytes at a time.
 */
public final class Utf8Kernel {
    /** Returned where all bytes are valid. */
    public static final int ALL_VALID = -1;

    /** Bytes of U+FFFD. */
    private static final int REPLACEMENT_BYTES = 3;

    private Utf8Kernel() {}

    /**
     * Looks for the first byte that does not belong to a valid sequence. A sequence that the end cuts is not valid.
     *
     * @param base address of the text
     * @param from first byte to look at, where a sequence begins, relative to the base
     * @param to end of the bytes to look at; the eight bytes after it are readable
     * @return its position, relative to the base, or {@link #ALL_VALID}
     */
    public static int firstInvalid(long base, int from, int to) {
        long end = base + to;
        long address = base + from;
        while (address < end) {
            long high = getLong(address) & Swar.HIGH_BITS;
            if (high == 0) {
                address += Long.BYTES;
                continue;
            }
            address += Long.numberOfTrailingZeros(high) >>> 3;
            // where there is one such character there are often more
            while (address < end && getByte(address) < 0) {
                int valid = sequence(address, end);
                if (valid <= 0) {
                    return (int) (address - base);
                }
                address += valid;
            }
        }
        return ALL_VALID;
    }

    /**
     * Tells how many of the bytes that are wrong are replaced by one character: those that begin a valid sequence, or one.
     *
     * @param at position that {@link #firstInvalid} returned
     * @param to end of the text
     * @return 1, 2 or 3
     */
    public static int invalidLength(long base, int at, int to) {
        return -sequence(base + at, base + to);
    }

    /** Tells how long a text is with {@link #replace}. */
    public static long replacedLength(long address, int length) {
        long replaced = length;
        int invalid = firstInvalid(address, 0, length);
        while (invalid != ALL_VALID) {
            int bytes = invalidLength(address, invalid, length);
            replaced += REPLACEMENT_BYTES - bytes;
            invalid = firstInvalid(address, invalid + bytes, length);
        }
        return replaced;
    }

    /** Tells how many characters {@link #replace} puts into a text in place of what is no UTF-8. */
    public static long replacements(long base, int from, int to) {
        long count = 0;
        int invalid = firstInvalid(base, from, to);
        while (invalid != ALL_VALID) {
            count++;
            invalid = firstInvalid(base, invalid + invalidLength(base, invalid, to), to);
        }
        return count;
    }

    /**
     * Copies a text with U+FFFD for each {@link #invalidLength stretch} that is no UTF-8.
     *
     * @param target address of {@link #replacedLength} bytes
     */
    public static void replace(long address, int length, long target) {
        long out = target;
        int from = 0;
        while (from < length) {
            int invalid = firstInvalid(address, from, length);
            int to = invalid == ALL_VALID ? length : invalid;
            for (int position = from; position < to; position++) {
                putByte(out++, getByte(address + position));
            }
            from = to;
            if (invalid != ALL_VALID) {
                putByte(out, (byte) 0xEF);
                putByte(out + 1, (byte) 0xBF);
                putByte(out + 2, (byte) 0xBD);
                out += REPLACEMENT_BYTES;
                from += invalidLength(address, invalid, length);
            }
        }
    }

    /** The bytes of the sequence that begins with a byte beyond ASCII, or minus the number of those that begin one but do not make it. */
    private static int sequence(long address, long end) {
        int lead = getByte(address) & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int second = address + 1 < end ? getByte(address + 1) & 0xFF : 0;
        if (lead < 0xE0) {
            return isContinuation(second) ? 2 : -1;
        }
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return -1;
        }
        if (address + 2 >= end || !isContinuation(getByte(address + 2))) {
            return -2;
        }
        if (lead < 0xF0) {
            return 3;
        }
        return address + 3 < end && isContinuation(getByte(address + 3)) ? 4 : -3;
    }

    private static boolean isContinuation(int value) {
        return (value & 0xC0) == 0x80;
    }
}
