package dev.peristyle.execution;

import java.io.IOException;
import java.util.Locale;

/**
 * Writes JSON. What it writes may stand in a script element of HTML: {@code <} and what ends a line in a script are escaped.
 */
final class JsonWriter {

    private final Appendable out;
    private boolean needsComma;

    JsonWriter(Appendable out) {
        this.out = out;
    }

    JsonWriter beginObject() throws IOException {
        return open('{');
    }

    JsonWriter endObject() throws IOException {
        return close('}');
    }

    JsonWriter beginList() throws IOException {
        return open('[');
    }

    JsonWriter endList() throws IOException {
        return close(']');
    }

    JsonWriter name(String name) throws IOException {
        comma();
        text(name);
        out.append(':');
        needsComma = false;
        return this;
    }

    JsonWriter value(long number) throws IOException {
        comma();
        out.append(Long.toString(number));
        return this;
    }

    JsonWriter value(boolean truth) throws IOException {
        comma();
        out.append(Boolean.toString(truth));
        return this;
    }

    JsonWriter value(String value) throws IOException {
        comma();
        text(value);
        return this;
    }

    private JsonWriter open(char bracket) throws IOException {
        comma();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) throws IOException {
        out.append(bracket);
        needsComma = true;
        return this;
    }

    private void comma() throws IOException {
        if (needsComma) {
            out.append(',');
        }
        needsComma = true;
    }

    private void text(String text) throws IOException {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character < ' '
                    || character == '<'
                    || character == '\u2028'
                    || character == '\u2029'
                    || Character.isSurrogate(character)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }
}
