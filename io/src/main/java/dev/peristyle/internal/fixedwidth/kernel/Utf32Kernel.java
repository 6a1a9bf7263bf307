package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.kernel.StrideKernel;
import org.agrona.UnsafeApi;

/** Text of four bytes a character, filled up with characters of the number 0, to UTF-8 and back. */
public final class Utf32Kernel {

    private Utf32Kernel() {}

    /**
     * Makes UTF-8 of the text of each record.
     *
     * @param source address of the field in record 0
     * @param selection address of four-byte numbers of records, or 0 for the first ones
     * @param characters most characters of a text
     * @param swapped whether the bytes of a character are the other way round
     * @param target address of room for four bytes a character
     * @return the first row that has a number of no character, or -1
     */
    public static int load(
            long source,
            long stride,
            long selection,
            int count,
            int characters,
            boolean swapped,
            long views,
            long lengths,
            long target) {
        long out = target;
        for (int row = 0; row < count; row++) {
            long address = StrideKernel.at(source, stride, selection, row);
            int used = characters;
            while (used > 0 && UnsafeApi.getInt(address + 4L * (used - 1)) == 0) {
                used--;
            }
            long start = out;
            for (int at = 0; at < used; at++) {
                int character = UnsafeApi.getInt(address + 4L * at);
                character = swapped ? Integer.reverseBytes(character) : character;
                if (!isCharacter(character)) {
                    return row;
                }
                out = put(character, out);
            }
            UnsafeApi.putLong(views + 8L * row, start);
            UnsafeApi.putInt(lengths + 4L * row, (int) (out - start));
        }
        return -1;
    }

    /** Not a half of a pair of UTF-16, which is no character of its own. */
    private static boolean isCharacter(int number) {
        return number >= 0 && number <= Character.MAX_CODE_POINT && number >> 11 != 0xD800 >> 11;
    }

    private static long put(int character, long out) {
        if (character < 0x80) {
            UnsafeApi.putByte(out, (byte) character);
            return out + 1;
        }
        if (character < 0x800) {
            UnsafeApi.putByte(out, (byte) (0xC0 | character >> 6));
            UnsafeApi.putByte(out + 1, (byte) (0x80 | character & 0x3F));
            return out + 2;
        }
        if (character < 0x1_0000) {
            UnsafeApi.putByte(out, (byte) (0xE0 | character >> 12));
            UnsafeApi.putByte(out + 1, (byte) (0x80 | character >> 6 & 0x3F));
            UnsafeApi.putByte(out + 2, (byte) (0x80 | character & 0x3F));
            return out + 3;
        }
        UnsafeApi.putByte(out, (byte) (0xF0 | character >> 18));
        UnsafeApi.putByte(out + 1, (byte) (0x80 | character >> 12 & 0x3F));
        UnsafeApi.putByte(out + 2, (byte) (0x80 | character >> 6 & 0x3F));
        UnsafeApi.putByte(out + 3, (byte) (0x80 | character & 0x3F));
        return out + 4;
    }

    /**
     * Writes a text in UTF-8.
     *
     * @param characters the most that fit
     * @return false if it has more characters than fit, bytes that are no UTF-8, or a last character of the number 0
     */
    public static boolean store(long text, int length, int characters, boolean swapped, long target) {
        int written = 0;
        int character = -1;
        for (int at = 0; at < length; written++) {
            int first = UnsafeApi.getByte(text + at) & 0xFF;
            int more =
                    first < 0x80 ? 0 : first < 0xC0 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF8 ? 3 : -1;
            if (more < 0 || at + more >= length || written == characters) {
                return false;
            }
            character = more == 0 ? first : first & 0x3F >> more;
            for (int next = 1; next <= more; next++) {
                int following = UnsafeApi.getByte(text + at + next);
                if ((following & 0xC0) != 0x80) {
                    return false;
                }
                character = character << 6 | following & 0x3F;
            }
            if (!isCharacter(character)) {
                return false;
            }
            UnsafeApi.putInt(target + 4L * written, swapped ? Integer.reverseBytes(character) : character);
            at += more + 1;
        }
        if (character == 0) {
            return false;
        }
        UnsafeApi.setMemory(target + 4L * written, 4L * (characters - written), (byte) 0);
        return true;
    }
}
