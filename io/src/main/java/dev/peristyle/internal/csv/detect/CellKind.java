package dev.peristyle.internal.csv.detect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** What the text of a field looks like, roughly: a look at its characters, not a parser. */
enum CellKind {
    /** Nothing. */
    EMPTY,
    /** Digits, perhaps with a sign, separators and an exponent. */
    NUMBER,
    /** Digits with the separators of dates and times. */
    TIME,
    /** A word for true or false. */
    BOOLEAN,
    /** Anything else. */
    TEXT,
    /** Text with a delimiter or quotes in it, as if another dialect was meant. */
    DIRTY;

    private static final Set<String> BOOLEANS = Set.of("true", "false", "yes", "no");
    private static final int LONGEST_VALUE = 40;

    /** Whether it is a value that somebody would compute with, and not a name. */
    boolean isTyped() {
        return this == NUMBER || this == TIME || this == BOOLEAN;
    }

    static CellKind of(byte[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text[start] == ' ') {
            start++;
        }
        while (end > start && text[end - 1] == ' ') {
            end--;
        }
        if (start == end) {
            return EMPTY;
        }
        if (end - start <= LONGEST_VALUE) {
            CellKind value = ofValue(text, start, end);
            if (value != null) {
                return value;
            }
        }
        return isDirty(text, start, end) ? DIRTY : TEXT;
    }

    private static CellKind ofValue(byte[] text, int from, int to) {
        int digits = 0;
        int separators = 0;
        int colons = 0;
        int points = 0;
        int others = 0;
        int letters = 0;
        for (int position = from; position < to; position++) {
            byte current = text[position];
            if (current >= '0' && current <= '9') {
                digits++;
            } else if (current == '-' || current == '/') {
                separators++;
            } else if (current == ':') {
                colons++;
            } else if (current == '.' || current == ',') {
                points++;
            } else if (current == 'T' || current == 'Z' || current == '+' || current == ' ') {
                letters++;
            } else if (current == 'e' || current == 'E' || current == '%') {
                others++;
            } else {
                return ofWord(text, from, to);
            }
        }
        if (digits == 0) {
            return ofWord(text, from, to);
        }
        boolean sign = text[from] == '-' || text[from] == '+';
        int signs = letters + separators;
        if (colons == 0
                && points <= 3
                && others <= 1
                && (signs == 0 || signs == 1 && (sign || others == 1) || signs == 2 && sign && others == 1)) {
            return others == 1 && (text[from] | 0x20) == 'e' ? TEXT : NUMBER;
        }
        boolean date = separators >= 2 && digits >= 4;
        boolean time = colons >= 1 && colons <= 4 && digits >= colons + 1 && digits >= 3;
        return others == 0 && (date || time) ? TIME : isDirty(text, from, to) ? DIRTY : TEXT;
    }

    private static CellKind ofWord(byte[] text, int from, int to) {
        if (to - from > 5) {
            return null;
        }
        String word = new String(text, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return BOOLEANS.contains(word) ? BOOLEAN : null;
    }

    private static boolean isDirty(byte[] text, int from, int to) {
        byte first = text[from];
        byte last = text[to - 1];
        if (to - from > 1 && (first == '"' || first == '\'') && first == last || first == '"' || last == '"') {
            return true;
        }
        for (int position = from; position < to; position++) {
            byte current = text[position];
            if (current == '\\') {
                // what follows may be escaped
                position++;
                continue;
            }
            boolean prose = current == ',' && position + 1 < to && text[position + 1] == ' ';
            if ((current == ','
                            || current == ';'
                            || current == '\t'
                            || current == '|'
                            || current == '\r'
                            || current == '\n')
                    && !prose) {
                return true;
            }
            if (current >= 0 && current < ' ') {
                return true;
            }
        }
        return false;
    }
}
