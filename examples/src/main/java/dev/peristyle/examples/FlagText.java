package dev.peristyle.examples;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of flags that may hold characters which no shell takes easily: a backslash and {@code t} are a tab, a backslash and {@code u0001} the character of that number. */
final class FlagText {
    private static final Pattern CODE = Pattern.compile("\\\\(t|u[0-9A-Fa-f]{4})");

    private FlagText() {}

    /** What a text of a flag stands for. */
    static String read(String text) {
        return CODE.matcher(text)
                .replaceAll(code -> Matcher.quoteReplacement(
                        code.group(1).equals("t")
                                ? "\t"
                                : String.valueOf(
                                        (char) Integer.parseInt(code.group(1).substring(1), 16))));
    }

    /** The text of a flag that stands for this. */
    static String of(String text) {
        StringBuilder written = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\t') {
                written.append("\\t");
            } else if (Character.isISOControl(character)) {
                written.append(String.format(Locale.ROOT, "\\u%04X", (int) character));
            } else {
                written.append(character);
            }
        }
        return written.toString();
    }
}
