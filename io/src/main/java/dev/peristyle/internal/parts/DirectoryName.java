package dev.peristyle.internal.parts;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.check.ShownText;
import java.nio.charset.StandardCharsets;

/** The name of a directory that says the value of a column, {@code column=value}, in the encoding of Hive. */
final class DirectoryName {
    static final String OF_NULL = "__HIVE_DEFAULT_PARTITION__";

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
        String name = encoded(column) + "=" + (OF_NULL.equals(value) ? "%5F" + text.substring(1) : text);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new ComputationException("column '" + ShownText.of(column)
                    + "' has a value that makes a name of a directory of " + bytes + " bytes, but " + MAX_BYTES
                    + " is the most. Divide by a shorter column");
        }
        return name;
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
}
