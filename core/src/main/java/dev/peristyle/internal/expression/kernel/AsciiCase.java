package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Changes the case of ASCII letters, eight bytes at a time. */
public final class AsciiCase {

    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long CASE_BIT = 0x20;

    private AsciiCase() {}

    /**
     * Writes a text in lower case.
     *
     * @param text address of a text with only ASCII characters
     * @param length bytes of both
     */
    public static void lower(long text, long target, int length) {
        change(text, target, length, 'A');
    }

    /**
     * Writes a text in upper case.
     *
     * @param text address of a text with only ASCII characters
     * @param length bytes of both
     */
    public static void upper(long text, long target, int length) {
        change(text, target, length, 'a');
    }

    /** Flips the case of the 26 letters from {@code first}. Bytes below 128 carry into their own high bit only. */
    private static void change(long text, long target, int length, int first) {
        int position = 0;
        for (; position <= length - 8; position += 8) {
            long word = UnsafeApi.getLong(text + position);
            long fromFirst = word + (0x80 - first) * LOW_BITS;
            long afterLast = word + (0x80 - first - 26) * LOW_BITS;
            long letters = (fromFirst & ~afterLast) >>> 7 & LOW_BITS;
            UnsafeApi.putLong(target + position, word ^ letters * CASE_BIT);
        }
        for (; position < length; position++) {
            int value = UnsafeApi.getByte(text + position);
            boolean letter = value >= first && value < first + 26;
            UnsafeApi.putByte(target + position, (byte) (letter ? value ^ CASE_BIT : value));
        }
    }
}
