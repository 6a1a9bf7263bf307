package dev.peristyle.internal.fixedwidth.kernel;

import org.agrona.UnsafeApi;

/** Text of which each byte is a character up to U+00FF, to UTF-8 and back. */
public final class CodePageKernel {

    private CodePageKernel() {}

    /**
     * Makes UTF-8 of texts, and the views show that instead.
     *
     * @param characters the 256 characters of the bytes
     * @param target address of room for two bytes a character
     * @return the address after what was written
     */
    public static long toUtf8(char[] characters, long views, long lengths, int count, long target) {
        long out = target;
        for (int row = 0; row < count; row++) {
            long at = UnsafeApi.getLong(views + 8L * row);
            long end = at + UnsafeApi.getInt(lengths + 4L * row);
            UnsafeApi.putLong(views + 8L * row, out);
            long start = out;
            for (; at < end; at++) {
                int character = characters[UnsafeApi.getByte(at) & 0xFF];
                if (character < 0x80) {
                    UnsafeApi.putByte(out++, (byte) character);
                } else {
                    UnsafeApi.putByte(out, (byte) (0xC0 | character >> 6));
                    UnsafeApi.putByte(out + 1, (byte) (0x80 | character & 0x3F));
                    out += 2;
                }
            }
            UnsafeApi.putInt(lengths + 4L * row, (int) (out - start));
        }
        return out;
    }

    /**
     * Makes bytes of a text in UTF-8.
     *
     * @param bytes the byte of each character up to U+00FF, less than 0 where there is none
     * @param target address of room for as many bytes as the text has
     * @return how many bytes it became, or -1 if it has a character without one
     */
    public static int ofUtf8(short[] bytes, long text, int length, long target) {
        long out = target;
        for (int at = 0; at < length; at++) {
            int character = UnsafeApi.getByte(text + at);
            if (character < 0) {
                // two bytes are enough for what can have a byte
                if ((character & 0xFC) != 0xC0 || at + 1 >= length) {
                    return -1;
                }
                int next = UnsafeApi.getByte(text + ++at);
                character = (character & 0x03) << 6 | next & 0x3F;
                if ((next & 0xC0) != 0x80 || character < 0x80) {
                    return -1;
                }
            }
            int found = bytes[character];
            if (found < 0) {
                return -1;
            }
            UnsafeApi.putByte(out++, (byte) found);
        }
        return (int) (out - target);
    }
}
