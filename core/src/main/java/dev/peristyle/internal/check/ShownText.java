package dev.peristyle.internal.check;

/**
 * Text that comes from data, names of columns included, as it is shown in messages: what would move a cursor, colour a terminal, turn
 * the direction of writing or begin a line of its own in a log is written as Java writes it in a literal.
 */
public final class ShownText {

    private ShownText() {}

    /**
     * Makes a text one line that shows what it consists of.
     *
     * @param text any text
     * @return the same text unless there is something to hide in it
     */
    public static String of(String text) {
        return escaped(text, "");
    }

    /**
     * Makes a message of several lines show what it consists of.
     *
     * @param message any message, may be null
     * @return the same with its line feeds and tabs as they are
     */
    public static String lines(String message) {
        return message == null ? null : escaped(message, "\n\t");
    }

    private static String escaped(String text, String allowed) {
        for (int index = 0; index < text.length(); index++) {
            if (isHidden(text.charAt(index), allowed)) {
                return escapedFrom(text, index, allowed);
            }
        }
        return text;
    }

    private static String escapedFrom(String text, int first, String allowed) {
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int index = first; index < text.length(); index++) {
            char character = text.charAt(index);
            if (!isHidden(character, allowed)) {
                shown.append(character);
                continue;
            }
            switch (character) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default ->
                    shown.append("\\u")
                            .append(Integer.toHexString(0x1_0000 + character).substring(1));
            }
        }
        return shown.toString();
    }

    private static boolean isHidden(char character, String allowed) {
        if (character < ' ') {
            return allowed.indexOf(character) < 0;
        }
        if (character < 0x7f) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
