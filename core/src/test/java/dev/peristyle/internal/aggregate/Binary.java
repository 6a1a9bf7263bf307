package dev.peristyle.internal.aggregate;

import java.nio.charset.StandardCharsets;

/**
 * Bytes as a value that is compared by content and ordered as unsigned numbers.
 *
 * @param bytes a character for each byte
 */
record Binary(String bytes) implements Comparable<Binary> {

    static Binary of(byte[] bytes) {
        return new Binary(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    byte[] array() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int compareTo(Binary other) {
        return bytes.compareTo(other.bytes);
    }
}
