package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Shows bytes of a file in a message: on one line, not too long, nothing hidden, bytes that are no UTF-8 as {@code \xFC}. */
final class RawText {
    /** Longer text is cut: the place and the column are in the message as well. */
    private static final int LONGEST = 200;

    private RawText() {}

    static String of(long address, int length) {
        byte[] bytes = copy(address, Math.max(0, Math.min(length, LONGEST)));
        String text = shown(bytes);
        return length > LONGEST ? text + "… (" + length + " bytes)" : text;
    }

    /** Copies bytes of a file onto the heap. */
    static byte[] copy(long address, int length) {
        byte[] bytes = new byte[length];
        UnsafeApi.copyMemory(null, address, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        return bytes;
    }

    private static String shown(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        StringBuilder text = new StringBuilder(bytes.length);
        boolean more = true;
        while (more) {
            CoderResult result = decoder.decode(in, out.clear(), true);
            text.append(ShownText.of(out.flip().toString()));
            more = result.isMalformed();
            if (more) {
                text.append(String.format("\\x%02X", in.get()));
            }
        }
        return text.toString();
    }

    /**
     * Shows the bytes of a sequence that is no UTF-8, as hexadecimal numbers.
     *
     * @param most how many can be there
     */
    static String invalid(long address, int most) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        do {
            text.append(String.format(count == 0 ? "%02X" : " %02X", UnsafeApi.getByte(address + count)));
            count++;
        } while (count < Math.min(most, 4) && (UnsafeApi.getByte(address + count) & 0xC0) == 0x80);
        return (count == 1 ? "the byte " : "the bytes ") + text + (count == 1 ? " is" : " are") + " not UTF-8";
    }
}
