package dev.peristyle.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says the options that an error advises as flags: the library names them as Java code. One pass over the text finds chains of calls that
 * begin with the builder, single calls, and names of options; {@link CsvFlag} knows the flag of each. What no flag does stays as it is, a chain
 * as a whole.
 */
final class CsvFlagAdvice {
    private static final String BUILDER = "CsvOptions.builder()";
    private static final String DETECT = "Csv.detect(file)";
    private static final Pattern SHOWN = Pattern.compile("\\n(record|text): [^\\n]*\\n");

    private final String message;
    private final StringBuilder told = new StringBuilder();
    private int position;

    private CsvFlagAdvice(String message, int from) {
        this.message = message;
        this.position = from;
        told.append(message, 0, from);
    }

    /** The message with flags in it; what it shows of the file is left alone. */
    static String of(String message) {
        Matcher shown = SHOWN.matcher(message);
        return new CsvFlagAdvice(message, shown.find() ? shown.end() : 0).translated();
    }

    private String translated() {
        while (position < message.length()) {
            if (message.startsWith(BUILDER, position)) {
                chain();
            } else if (message.startsWith(DETECT, position)) {
                told.append("the command detect");
                position += DETECT.length();
            } else if (isQuotation()) {
                copyTo(message.indexOf('\'', position + 1) + 1);
            } else if (beginsWord(position)) {
                word();
            } else {
                copyTo(position + 1);
            }
        }
        return told.toString();
    }

    private void copyTo(int end) {
        told.append(message, position, end);
        position = end;
    }

    /** Names of columns and values are in single quotes; an apostrophe follows a letter. */
    private boolean isQuotation() {
        return message.charAt(position) == '\''
                && (position == 0 || !Character.isLetterOrDigit(message.charAt(position - 1)))
                && message.indexOf('\'', position + 1) > 0;
    }

    private boolean beginsWord(int at) {
        char current = message.charAt(at);
        boolean dot = current == '.' && at + 1 < message.length();
        char first = dot ? message.charAt(at + 1) : current;
        char before = at == 0 ? ' ' : message.charAt(at - 1);
        return first >= 'a' && first <= 'z' && (Character.isWhitespace(before) || before == '(');
    }

    /** One call, with or without the point before it, or the name of an option that is no word of a sentence. */
    private void word() {
        int start = message.charAt(position) == '.' ? position + 1 : position;
        int end = JavaCall.nameEnd(message, start);
        String name = message.substring(start, end);
        JavaCall call = JavaCall.at(message, start);
        String flag = call == null ? CsvFlag.nameOf(name) : CsvFlag.of(call.name(), call.arguments());
        if (flag == null) {
            copyTo(call == null ? end : call.end());
        } else {
            told.append(flag);
            position = call == null ? end : call.end();
        }
    }

    private void chain() {
        int end = position + BUILDER.length();
        StringBuilder flags = new StringBuilder();
        boolean known = true;
        while (end + 1 < message.length() && message.charAt(end) == '.') {
            JavaCall call = JavaCall.at(message, end + 1);
            if (call == null) {
                break;
            }
            String flag = CsvFlag.of(call.name(), call.arguments());
            known &= flag != null;
            flags.append(flags.length() == 0 ? "" : " ").append(flag);
            end = call.end();
        }
        if (known && flags.length() > 0) {
            told.append(flags);
            position = end;
        } else {
            copyTo(end);
        }
    }

    /**
     * A call in a text.
     *
     * @param arguments its arguments, as they are written
     * @param end after its parenthesis
     */
    record JavaCall(String name, List<String> arguments, int end) {

        /** The call that begins there, or null. */
        static JavaCall at(String text, int start) {
            int nameEnd = nameEnd(text, start);
            if (nameEnd == start || nameEnd == text.length() || text.charAt(nameEnd) != '(') {
                return null;
            }
            List<String> arguments = new ArrayList<>();
            int from = nameEnd + 1;
            int depth = 0;
            for (int at = from; at < text.length(); at++) {
                char current = text.charAt(at);
                if (current == '"' || current == '\'') {
                    at = literalEnd(text, at);
                } else if (current == '(') {
                    depth++;
                } else if (current == ')' && depth > 0) {
                    depth--;
                } else if (depth == 0 && (current == ',' || current == ')')) {
                    String argument = text.substring(from, at).strip();
                    if (!argument.isEmpty()) {
                        arguments.add(argument);
                    }
                    from = at + 1;
                    if (current == ')') {
                        return new JavaCall(text.substring(start, nameEnd), arguments, at + 1);
                    }
                }
            }
            return null;
        }

        static int nameEnd(String text, int start) {
            int end = start;
            while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                end++;
            }
            return end;
        }

        /** Where a literal has its second quote, or the text its end. */
        private static int literalEnd(String text, int start) {
            for (int at = start + 1; at < text.length(); at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                } else if (text.charAt(at) == text.charAt(start)) {
                    return at;
                }
            }
            return text.length();
        }
    }
}
