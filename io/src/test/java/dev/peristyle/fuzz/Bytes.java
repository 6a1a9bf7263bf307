package dev.peristyle.fuzz;

import java.nio.charset.StandardCharsets;

/** Bytes as characters of Latin-1, one each, so that what is no UTF-8 is a string like any other. */
public final class Bytes {
    private Bytes() {}

    /** As the library shows them: decoded from UTF-8. */
    static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The bytes of UTF-8. */
    public static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Readable, on one line and without blanks. */
    static String shown(String bytes) {
        StringBuilder shown = new StringBuilder();
        for (int position = 0; position < bytes.length(); position++) {
            char each = bytes.charAt(position);
            if (each > ' ' && each < 127 && each != '\\') {
                shown.append(each);
            } else {
                shown.append(String.format("\\%02x", (int) each));
            }
        }
        return shown.toString();
    }

    /** Back from what {@link #shown} has written. */
    static String meant(String shown) {
        StringBuilder bytes = new StringBuilder();
        for (int position = 0; position < shown.length(); position++) {
            if (shown.charAt(position) == '\\') {
                bytes.append((char) Integer.parseInt(shown.substring(position + 1, position + 3), 16));
                position += 2;
            } else {
                bytes.append(shown.charAt(position));
            }
        }
        return bytes.toString();
    }
}
