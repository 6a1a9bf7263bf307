package dev.peristyle.examples;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, texts, numbers and booleans: enough for a file that describes another one. */
final class Json {
    private static final int MAX_DEPTH = 50;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The value that a text is. */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        if (json.next() != 0) {
            throw json.expected("the end");
        }
        return value;
    }

    /** The next character that is no white space, or 0 at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void take(char wanted) {
        if (next() != wanted) {
            throw expected("'" + wanted + "'");
        }
        at++;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw expected("less in one another");
        }
        return switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        while (next() != '}') {
            String name = string();
            take(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw expected("the member '" + name + "' only once");
            }
            if (next() != '}') {
                take(',');
            }
        }
        at++;
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> elements = new ArrayList<>();
        take('[');
        while (next() != ']') {
            elements.add(value(depth + 1));
            if (next() != ']') {
                take(',');
            }
        }
        at++;
        return elements;
    }

    private String string() {
        take('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char character = text.charAt(at++);
            value.append(character == '\\' ? escaped() : character);
        }
        take('"');
        return value.toString();
    }

    private char escaped() {
        char kind = at < text.length() ? text.charAt(at++) : 0;
        switch (kind) {
            case '"', '\\', '/':
                return kind;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'u':
                if (at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    at += 4;
                    return (char) Integer.parseInt(text, at - 4, at, 16);
                }
                throw expected("four hexadecimal digits");
            default:
                throw expected("an escape");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        at += word.length();
        return value;
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException none) {
            at = start;
            throw expected("a value");
        }
    }

    private IllegalArgumentException expected(String what) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalArgumentException("line " + Math.max(1, line) + ": " + what + " is expected");
    }
}
