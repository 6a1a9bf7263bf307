package dev.peristyle.internal.parts;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.check.ShownText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The name of a directory that says the value of a column, {@code column=value}, in the encoding of Hive. */
public final class DirectoryName {
    private static final String OF_NULL = "__HIVE_DEFAULT_PARTITION__";

    /** Those that Hive writes as a percent sign and their number, beside control characters. */
    private static final String ENCODED = "\"#%'*/:=?\\{[]^";

    /** As many bytes as the usual file systems take. */
    private static final int MAX_BYTES = 255;

    private DirectoryName() {}

    /**
     * Names a directory.
     *
     * @param value null for null
     * @throws ComputationException if no file system takes so long a name
     */
    static String of(String column, String value) {
        String text = value == null ? OF_NULL : encoded(value);
        String name = visible(encoded(column)) + "=" + (OF_NULL.equals(value) ? "%5F" + text.substring(1) : text);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new ComputationException("column '" + ShownText.of(column)
                    + "' has a value that makes a name of a directory of " + bytes + " bytes, but " + MAX_BYTES
                    + " is the most. Divide by a shorter column");
        }
        return name;
    }

    /** Names that begin with a point are hidden, and left out by who reads directories. */
    private static String visible(String name) {
        return name.startsWith(".") ? "%2E" + name.substring(1) : name;
    }

    private static String encoded(String text) {
        StringBuilder name = new StringBuilder();
        for (int position = 0; position < text.length(); position++) {
            char current = text.charAt(position);
            if (current < ' ' || current == 0x7F || ENCODED.indexOf(current) >= 0) {
                name.append(String.format("%%%02X", (int) current));
            } else {
                name.append(current);
            }
        }
        return name.toString();
    }

    /**
     * The value that a name says.
     *
     * @param text after the equals sign
     * @return null for null
     */
    public static String valueOf(String text) {
        return text.equals(OF_NULL) ? null : decoded(text);
    }

    /** With the characters in place of percent signs and two hexadecimal digits; as it is where that is no text. */
    public static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int at = 0; at < bytes.length; at++) {
            int high = at + 2 < bytes.length && bytes[at] == '%' ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                bytes[length++] = bytes[at];
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException noText) {
            return name;
        }
    }
}
