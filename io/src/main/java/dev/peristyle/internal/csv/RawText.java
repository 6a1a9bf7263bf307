package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownText;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Shows bytes of a file in a message: on one line, not too long, nothing hidden. */
final class RawText {
    /** Longer text is cut: the place and the column are in the message as well. */
    private static final int LONGEST = 200;

    private RawText() {}

    static String of(long address, int length) {
        byte[] bytes = new byte[Math.max(0, Math.min(length, LONGEST))];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = UnsafeApi.getByte(address + position);
        }
        String text = ShownText.of(new String(bytes, StandardCharsets.UTF_8));
        return length > LONGEST ? text + "… (" + length + " bytes)" : text;
    }
}
