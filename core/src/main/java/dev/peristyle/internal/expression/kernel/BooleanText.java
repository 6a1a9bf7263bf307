package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Reads booleans from text: true, t, yes, y, 1 and false, f, no, n, 0, in any case. */
public final class BooleanText {

    private static final String[] TRUE = {"true", "t", "yes", "y", "1"};
    private static final String[] FALSE = {"false", "f", "no", "n", "0"};

    private BooleanText() {}

    /**
     * Reads a boolean.
     *
     * @param text address of the text
     * @param length its bytes
     * @return 1 for true, 0 for false, -1 when it is neither
     */
    public static int read(long text, int length) {
        int from = 0;
        int to = length;
        while (from < to && UnsafeApi.getByte(text + from) == ' ') {
            from++;
        }
        while (to > from && UnsafeApi.getByte(text + to - 1) == ' ') {
            to--;
        }
        if (isOneOf(TRUE, text + from, to - from)) {
            return 1;
        }
        return isOneOf(FALSE, text + from, to - from) ? 0 : -1;
    }

    private static boolean isOneOf(String[] words, long text, int length) {
        for (String word : words) {
            if (word.length() == length && equalsAnyCase(word, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equalsAnyCase(String word, long text) {
        for (int position = 0; position < word.length(); position++) {
            int symbol = UnsafeApi.getByte(text + position);
            int lower = symbol >= 'A' && symbol <= 'Z' ? symbol + 32 : symbol;
            if (lower != word.charAt(position)) {
                return false;
            }
        }
        return true;
    }
}
