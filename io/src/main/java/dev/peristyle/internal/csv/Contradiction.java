package dev.peristyle.internal.csv;

import dev.peristyle.schema.DataType;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Why a text, which could be read, does not have the type that the other values of its column gave it: for an error. */
final class Contradiction {
    private static final Pattern PADDED = Pattern.compile("-?0[0-9].*");
    private static final Pattern SHORT_BOOLEAN = Pattern.compile("(?i)t|f|yes|no|0|1");
    private static final Pattern NUMBER = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Contradiction() {}

    /** A reason, or null if the text cannot be read as the type at all. */
    static String of(DataType type, String text) {
        if (type.isNumeric()) {
            if (text.startsWith("+") && NUMBER.matcher(text.substring(1)).matches()) {
                return "its plus sign would be lost";
            }
            if (PADDED.matcher(text).matches() && NUMBER.matcher(text).matches()) {
                return "the zeros before it would be lost";
            }
            return type.equals(DataType.DOUBLE) && NUMBER.matcher(text).matches()
                    ? "a double would lose digits of it"
                    : null;
        }
        if (type.equals(DataType.BOOLEAN)) {
            return SHORT_BOOLEAN.matcher(text).matches() ? "they are all true or false" : null;
        }
        if (type instanceof DataType.Timestamp timestamp) {
            return timestamp.isUtc() && isTime(text)
                    ? "they have a zone"
                    : !timestamp.isUtc() && hasZone(text) ? "they have no zone" : null;
        }
        return null;
    }

    /** Whether a text is a timestamp with a zone. */
    static boolean hasZone(String text) {
        try {
            OffsetDateTime.parse(text.replaceFirst(" ", "T").replaceFirst("([+-][0-9]{2})$", "$1:00"));
            return true;
        } catch (DateTimeParseException other) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            LocalDateTime.parse(text.replaceFirst(" ", "T"));
            return true;
        } catch (DateTimeParseException other) {
            return false;
        }
    }
}
