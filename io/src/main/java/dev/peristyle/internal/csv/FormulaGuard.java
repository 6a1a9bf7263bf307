package dev.peristyle.internal.csv;

import org.agrona.UnsafeApi;

/**
 * Which texts a spreadsheet would compute when it opens a CSV: those that begin with {@code =}, {@code +}, {@code -}, {@code @}, one of their
 * full-width forms, a tab, a carriage return or a line feed, as OWASP lists them under CSV injection. Such a text gets an apostrophe before it; so
 * does one that begins with an apostrophe, so that whoever takes one away from each text that begins with one has all texts as they were.
 */
final class FormulaGuard {
    static final char MARK = '\'';

    private static final String FIRST = "=+-@\t\r\n'";

    /** The full-width forms: three bytes each, of which the first is EF. */
    private static final String WIDE = "\uff1d\uff0b\uff0d\uff20";

    private FormulaGuard() {}

    static boolean isMarked(long text, int length) {
        if (length == 0) {
            return false;
        }
        byte first = UnsafeApi.getByte(text);
        if (first >= 0) {
            return FIRST.indexOf(first) >= 0;
        }
        return length >= 3 && (first & 0xFF) == 0xEF && WIDE.indexOf(threeBytes(text)) >= 0;
    }

    private static int threeBytes(long text) {
        return (UnsafeApi.getByte(text) & 0xF) << 12
                | (UnsafeApi.getByte(text + 1) & 0x3F) << 6
                | UnsafeApi.getByte(text + 2) & 0x3F;
    }

    /** The same for a name on the heap. */
    static String marked(String text) {
        return !text.isEmpty() && (FIRST + WIDE).indexOf(text.charAt(0)) >= 0 ? MARK + text : text;
    }
}
