package dev.peristyle.internal.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV of any dialect by its rules, one character after the other, from a string that is all there: written for the reader and not for
 * speed, and apart from what it is compared with. An empty field is null, a quoted one is not.
 */
final class DialectOracle {
    enum LineEnd {
        LINE_FEED_OR_BOTH,
        LINE_FEED,
        BOTH,
        CARRIAGE_RETURN,
        ANY
    }

    /** What is read. */
    record Rules(String delimiter, int quote, int escape, int comment, LineEnd lineEnd, boolean trim) {}

    /** The rows before the first error. */
    final List<List<String>> rows = new ArrayList<>();

    /** What is wrong, or null. */
    String error;

    /** The line of the record that is wrong, from 1. */
    int errorLine;

    private final String text;
    private final Rules rules;
    private int position;

    DialectOracle(String text, Rules rules, int columns) {
        this.text = text;
        this.rules = rules;
        while (position < text.length() && error == null) {
            if (is(rules.comment())) {
                skipLine();
            } else if (!skipBlankLine(columns)) {
                int start = position;
                List<String> row = record();
                if (error == null && row.size() != columns) {
                    error = "the record has " + row.size() + " field";
                }
                if (error == null) {
                    rows.add(row);
                } else {
                    errorLine = lineOf(start);
                }
            }
        }
    }

    private boolean is(int character) {
        return character >= 0 && position < text.length() && text.charAt(position) == character;
    }

    private boolean isBlank() {
        return rules.trim()
                && position < text.length()
                && (text.charAt(position) == ' ' || text.charAt(position) == '\t')
                && text.charAt(position) != rules.delimiter().charAt(0);
    }

    private int delimiter() {
        return text.startsWith(rules.delimiter(), position) ? rules.delimiter().length() : 0;
    }

    private int lineEnd() {
        boolean both = text.startsWith("\r\n", position);
        boolean last = position == text.length() - 1;
        return switch (rules.lineEnd()) {
            case LINE_FEED_OR_BOTH -> both ? 2 : is('\n') || last && is('\r') ? 1 : 0;
            case LINE_FEED -> is('\n') ? 1 : 0;
            case BOTH -> both ? 2 : 0;
            case CARRIAGE_RETURN -> is('\r') ? 1 : 0;
            case ANY -> both ? 2 : is('\n') || is('\r') ? 1 : 0;
        };
    }

    private int lineOf(int start) {
        int line = 1;
        position = 0;
        while (position < start) {
            int end = lineEnd();
            line += end > 0 ? 1 : 0;
            position += Math.max(1, end);
        }
        return line;
    }

    private void skipLine() {
        while (position < text.length() && lineEnd() == 0) {
            position++;
        }
        position += position < text.length() ? lineEnd() : 0;
    }

    private boolean skipBlankLine(int columns) {
        int start = position;
        skipBlanks();
        if (columns > 1 && (position == text.length() || lineEnd() > 0)) {
            skipLine();
            return true;
        }
        position = start;
        return false;
    }

    private void skipBlanks() {
        while (isBlank()) {
            position++;
        }
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>();
        while (true) {
            skipBlanks();
            fields.add(is(rules.quote()) ? quoted() : plain());
            if (error != null || position == text.length()) {
                return fields;
            }
            if (delimiter() == 0) {
                position += lineEnd();
                return fields;
            }
            position += delimiter();
        }
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length()) {
            boolean more = position + 1 < text.length();
            if (is(rules.escape()) && more) {
                value.append(text.charAt(position + 1));
                position += 2;
            } else if (!is(rules.quote())) {
                value.append(text.charAt(position));
                position++;
            } else if (more && text.charAt(position + 1) == rules.quote()) {
                value.append((char) rules.quote());
                position += 2;
            } else {
                position++;
                skipBlanks();
                if (position < text.length() && delimiter() == 0 && lineEnd() == 0) {
                    error = "text follows the closing quote";
                }
                return value.toString();
            }
        }
        error = "is not closed before the end of the file";
        return null;
    }

    private String plain() {
        StringBuilder value = new StringBuilder();
        int kept = 0;
        while (position < text.length() && delimiter() == 0 && lineEnd() == 0) {
            boolean escaped = is(rules.escape()) && position + 1 < text.length();
            boolean blank = isBlank();
            position += escaped ? 1 : 0;
            value.append(text.charAt(position));
            position++;
            kept = blank && !escaped ? kept : value.length();
        }
        value.setLength(rules.trim() ? kept : value.length());
        return value.isEmpty() ? null : value.toString();
    }
}
