package dev.peristyle.internal.csv;

/**
 * Why a value may be there that no column of numbers or times has: a header within the data, a byte order mark within the file, a blank that is
 * none.
 *
 * @param what a part of a sentence that says it
 * @param advice what to set, a sentence without its full stop
 */
record ValueCause(String what, String advice) {
    private static final String LEAVE_OUT =
            "To leave such records out, counted, scan with CsvOptions.builder().badRows(BadRows.skip())";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A number with a point, or none, where digits alone are read. */
    static final ValueCause IMPLIED_POINT = new ValueCause(
            "its point is implied, so that it has to be digits alone",
            "If the numbers are written with a point, leave impliedDecimals(...) out of the layout and set the type of the column");

    /** The name of a column in the first line that is read. */
    static ValueCause headerLine(int skippedLines) {
        return new ValueCause(
                "it is the name of the column, as if the file had a header",
                "If it has, leave it out: CsvOptions.builder().skipLines(" + (skippedLines + 1) + ")");
    }

    /**
     * Recognises a value.
     *
     * @param column the name of its column
     * @param text as it is in the file, without quotes
     * @param first whether it is in the first record of a file without a header
     * @param trimmable whether blanks around it can be left out by an option
     * @return null if there is nothing to say
     */
    static ValueCause of(String column, String text, boolean first, boolean trimmable) {
        boolean marked = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK;
        String rest = marked ? text.substring(1) : text;
        if (rest.equals(column)) {
            return first && !marked
                    ? new ValueCause(
                            "it is the name of the column, as if the file had a header",
                            "If it has, leave noHeader() out. " + LEAVE_OUT)
                    : new ValueCause(
                            "it is the name of the column" + (marked ? " behind a byte order mark" : "")
                                    + ", as where files were put together with their headers",
                            LEAVE_OUT + ", or scan the files as a list");
        }
        if (marked) {
            return new ValueCause(
                    "it begins with a byte order mark, as where files were put together",
                    LEAVE_OUT + ", or scan the files as a list");
        }
        for (int position = 0; position < text.length(); position++) {
            char current = text.charAt(position);
            if (current == '\u00A0' || current == '\u202F' || current == '\u2007') {
                return new ValueCause(
                        String.format(
                                "it has a no-break space (U+%04X) in it, which trim(true) does not leave out",
                                (int) current),
                        LEAVE_OUT);
            }
        }
        if (trimmable && !text.isEmpty() && (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)))) {
            return new ValueCause(
                    "it has blanks around it", "To leave them out, scan with CsvOptions.builder().trim(true)");
        }
        return null;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
