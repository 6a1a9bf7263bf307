package dev.peristyle.internal.csv;

import java.nio.charset.StandardCharsets;

/** What the first bytes of a CSV must not be, because readers take them for something else than the first field. */
final class FirstField {
    /** As many as have to be seen. */
    static final int BYTES = OtherFormat.BYTES;

    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DELIMITER_LINE = "sep=".getBytes(StandardCharsets.US_ASCII);

    private FirstField() {}

    /**
     * Says whether a file that begins with a field as it is would be read with another one: a byte order mark, a line that names the delimiter, or
     * the beginning of another kind of file. None of these begins with a quote.
     */
    static boolean isMistaken(byte[] start) {
        return begins(start, BYTE_ORDER_MARK) || begins(start, DELIMITER_LINE) || OtherFormat.of(start) != null;
    }

    /** Whether a file begins with a byte order mark, which is all that is left out of lines whose columns have places. */
    static boolean isMark(byte[] start) {
        return begins(start, BYTE_ORDER_MARK);
    }

    private static boolean begins(byte[] start, byte[] wanted) {
        for (int position = 0; position < wanted.length; position++) {
            if (position == start.length || start[position] != wanted[position]) {
                return false;
            }
        }
        return true;
    }
}
