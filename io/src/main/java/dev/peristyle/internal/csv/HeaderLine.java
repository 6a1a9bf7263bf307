package dev.peristyle.internal.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What comes before the rows of a CSV: a byte order mark and the names of the columns, if they are wanted. */
final class HeaderLine {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private HeaderLine() {}

    /** The bytes; none where neither is wanted. */
    static byte[] of(List<String> names, WriteSettings settings) {
        StringBuilder text = new StringBuilder();
        if (settings.byteOrderMark()) {
            text.append(BYTE_ORDER_MARK);
        }
        if (settings.header() && settings.lines() != null) {
            text.append(LineRules.header(settings.lines(), settings.lineEnd()));
        } else if (settings.header()) {
            for (int column = 0; column < names.size(); column++) {
                if (column > 0) {
                    text.append((char) settings.delimiter());
                }
                append(names, column, settings, text);
            }
            text.append(settings.lineEnd());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(List<String> names, int column, WriteSettings settings, StringBuilder target) {
        String name = names.get(column);
        String shown = settings.formulaGuard() ? FormulaGuard.marked(name) : name;
        boolean quoted = settings.quotesOthers()
                || !shown.equals(name)
                || needsQuotes(shown, settings)
                || column == 0 && beginsLikeAnother(names, settings);
        if (!quoted) {
            target.append(shown);
            return;
        }
        char quote = (char) settings.quote();
        target.append(quote);
        for (int position = 0; position < shown.length(); position++) {
            char current = shown.charAt(position);
            if (current == quote || current == settings.escape()) {
                target.append(current);
            }
            target.append(current);
        }
        target.append(quote);
    }

    private static boolean needsQuotes(String name, WriteSettings settings) {
        char first = name.charAt(0);
        char last = name.charAt(name.length() - 1);
        return settings.trim() && (isBlank(first) || isBlank(last))
                || name.chars()
                        .anyMatch(current -> current == settings.delimiter()
                                || current == settings.quote()
                                || current == settings.escape()
                                || current == '\n'
                                || current == '\r');
    }

    private static boolean isBlank(char value) {
        return value == ' ' || value == '\t';
    }

    /** Whether the file would be taken for a comment, for another kind of file, or for one with another delimiter. */
    private static boolean beginsLikeAnother(List<String> names, WriteSettings settings) {
        String delimiter = String.valueOf((char) settings.delimiter());
        return names.get(0).charAt(0) == settings.comment()
                || FirstField.isMistaken(String.join(delimiter, names).getBytes(StandardCharsets.UTF_8))
                || OtherFormat.ofHeader(names, delimiter) != null;
    }
}
