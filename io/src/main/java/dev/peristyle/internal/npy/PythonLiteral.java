package dev.peristyle.internal.npy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The few literals of Python that a header consists of: dictionaries, tuples, lists, strings, whole numbers, {@code True} and
 * {@code False}. Anything else, such as an expression, is refused.
 */
final class PythonLiteral {
    /** A header has three levels, or four with the shape of a field. */
    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** What is no such literal. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /**
     * Reads a literal that is the whole text but for white space.
     *
     * @return a Map by String, a List, a String, a Long or a Boolean
     */
    static Object read(String text) throws Wrong {
        PythonLiteral literal = new PythonLiteral(text);
        Object value = literal.value(0);
        literal.skipSpace();
        if (literal.at < text.length()) {
            throw literal.wrong("nothing more");
        }
        return value;
    }

    private Object value(int depth) throws Wrong {
        if (depth > MAX_DEPTH) {
            throw wrong("fewer brackets within brackets");
        }
        skipSpace();
        char next = at < text.length() ? text.charAt(at) : 0;
        switch (next) {
            case '{':
                return dictionary(depth);
            case '(':
                return elements(')', depth);
            case '[':
                return elements(']', depth);
            case '\'', '"':
                return string();
            default:
                if (text.startsWith("True", at)) {
                    at += 4;
                    return true;
                }
                if (text.startsWith("False", at)) {
                    at += 5;
                    return false;
                }
                return number();
        }
    }

    private Map<String, Object> dictionary(int depth) throws Wrong {
        Map<String, Object> entries = new LinkedHashMap<>();
        at++;
        while (!ends('}')) {
            skipSpace();
            if (!(value(depth + 1) instanceof String key)) {
                throw wrong("a string as a key");
            }
            skipSpace();
            if (at >= text.length() || text.charAt(at) != ':') {
                throw wrong("a colon");
            }
            at++;
            if (entries.put(key, value(depth + 1)) != null) {
                throw wrong("each key once");
            }
            separate('}');
        }
        at++;
        return entries;
    }

    private List<Object> elements(char end, int depth) throws Wrong {
        List<Object> elements = new ArrayList<>();
        at++;
        while (!ends(end)) {
            elements.add(value(depth + 1));
            separate(end);
        }
        at++;
        return elements;
    }

    private boolean ends(char end) throws Wrong {
        skipSpace();
        if (at >= text.length()) {
            throw wrong("'" + end + "'");
        }
        return text.charAt(at) == end;
    }

    private void separate(char end) throws Wrong {
        if (!ends(end)) {
            if (text.charAt(at) != ',') {
                throw wrong("a comma or '" + end + "'");
            }
            at++;
        }
    }

    private String string() throws Wrong {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char character = text.charAt(at++);
            if (character == '\\') {
                escape(value);
            } else {
                value.append(character);
            }
        }
        if (at >= text.length()) {
            throw wrong("the end of a string");
        }
        at++;
        return value.toString();
    }

    private void escape(StringBuilder value) throws Wrong {
        char kind = at < text.length() ? text.charAt(at++) : 0;
        switch (kind) {
            case '\\', '\'', '"' -> value.append(kind);
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'x' -> value.append((char) hexadecimal(2));
            case 'u' -> value.append((char) hexadecimal(4));
            case 'U' -> {
                int character = hexadecimal(8);
                if (!Character.isValidCodePoint(character)) {
                    throw wrong("a character");
                }
                value.appendCodePoint(character);
            }
            default -> throw wrong("an escape that is known");
        }
    }

    private int hexadecimal(int digits) throws Wrong {
        int value = 0;
        for (int digit = 0; digit < digits; digit++) {
            int next = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (next < 0) {
                throw wrong("a hexadecimal digit");
            }
            value = value << 4 | next;
            at++;
        }
        return value;
    }

    private Long number() throws Wrong {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("a value");
        }
        try {
            long value = Long.parseLong(text, start, at, 10);
            // as Python 2 wrote it
            at += text.startsWith("L", at) ? 1 : 0;
            return value;
        } catch (NumberFormatException tooLarge) {
            at = start;
            throw wrong("a number of at most 64 bits");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Wrong wrong(String expected) {
        return new Wrong("at character " + at + " of it " + expected + " is expected");
    }

    /** A string as Python writes it. */
    static String of(String value) {
        StringBuilder text = new StringBuilder("'");
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\'' -> text.append("\\'");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (character < ' ' || character == 0x7F) {
                        text.append(String.format("\\x%02x", (int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        return text.append('\'').toString();
    }
}
