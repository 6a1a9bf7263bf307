package dev.peristyle.internal.ground;

import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * A text in UTF-8 outside of the heap as characters, shown without an object for each text. What is no UTF-8 is shown as U+FFFD,
 * a byte at a time. Not thread-safe.
 */
public final class TextChars implements CharSequence {

    private static final int REPLACEMENT = 0xFFFD;

    private char[] chars = new char[64];
    private int length;

    /**
     * Shows a text until the next call.
     *
     * @param address where its bytes are
     * @param bytes how many
     */
    public void show(long address, int bytes) {
        if (bytes > chars.length) {
            chars = new char[Math.max(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * chars.length))];
        }
        char[] out = chars;
        int count = 0;
        int at = 0;
        while (at < bytes) {
            int first = UnsafeApi.getByte(address + at);
            if (first >= 0) {
                out[count++] = (char) first;
                at++;
                continue;
            }
            int more = first >> 5 == -2 ? 1 : first >> 4 == -2 ? 2 : first >> 3 == -2 ? 3 : 0;
            int point = more == 0 || at + more > bytes - 1 ? REPLACEMENT : point(address + at, first, more);
            if (Character.isBmpCodePoint(point)) {
                out[count++] = (char) point;
            } else {
                out[count++] = Character.highSurrogate(point);
                out[count++] = Character.lowSurrogate(point);
            }
            at += point == REPLACEMENT ? 1 : more + 1;
        }
        length = count;
    }

    private static int point(long address, int first, int more) {
        int point = first & (0x3F >> more);
        for (int index = 1; index <= more; index++) {
            int next = UnsafeApi.getByte(address + index);
            if ((next & 0xC0) != 0x80) {
                return REPLACEMENT;
            }
            point = point << 6 | next & 0x3F;
        }
        boolean valid = Character.isValidCodePoint(point) && point >> 11 != 0xD800 >> 11;
        return valid ? point : REPLACEMENT;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[Objects.checkIndex(index, length)];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        Objects.checkFromToIndex(start, end, length);
        return new String(chars, start, end - start);
    }

    /** The characters as an object of their own. */
    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
