package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineText;
import dev.peristyle.schema.DataType;

/** What is said of values that have no place in a line, or would not be read back from it. */
final class LineFailures {
    private LineFailures() {}

    private static String column(LineColumn column) {
        return "column '" + ShownNames.one(column.name()) + "': ";
    }

    private static String shown(long text, int length) {
        return "'" + RawText.of(text, length) + "'";
    }

    /**
     * Of a text that is too long, empty, or not to be counted.
     *
     * @param characters how many, or what {@link LineText#characters} says
     */
    static String size(LineColumn column, DataType type, long text, int length, int characters) {
        if (characters == 0) {
            return column(column) + "an empty text would be read as null. Make it null, or another text";
        }
        if (characters == LineText.LINE_END) {
            return column(column) + shown(text, length)
                    + " has a line end in it, which would end the row. Take it out, such as with text().replace(...)";
        }
        if (characters == LineText.NOT_UTF8) {
            return column(column) + shown(text, length)
                    + " is no UTF-8, so that its characters cannot be counted. Read it with InvalidBytes.REPLACE";
        }
        String advice = type.equals(DataType.STRING)
                ? "shorten texts, such as with text().left(" + column.width() + ")"
                : type instanceof DataType.Floating || type instanceof DataType.Decimal
                        ? "round, such as with decimalPlaces(...)"
                        : "write it otherwise, such as by a format or a cast";
        return column(column) + shown(text, length) + " has " + characters + " characters, but the column has "
                + column.width() + ". Make it wider in the layout, or " + advice;
    }

    /** Of a text that is the one for null. */
    static String isNull(LineColumn column, long text, int length) {
        return column(column) + "a value has the text of null, " + shown(text, length)
                + ". Choose another nullText(...)";
    }

    /** Of a text that a reader would not take as it is. */
    static String lost(LineColumn column, long text, int length, int characters) {
        if (!column.trimsStart() && !column.trimsEnd()) {
            return column(column) + shown(text, length) + " has " + characters + " characters, but the column has "
                    + column.width()
                    + " and is untrimmed(...), so that padding would be part of it. Pad it, such as with text().padRight("
                    + column.width() + ", ...), or trim the column";
        }
        String side = !column.trimsEnd() ? "begins" : !column.trimsStart() ? "ends" : "begins or ends";
        return column(column) + shown(text, length) + " " + side + " with padding ('" + (char) column.padding()
                + "') or is nothing but blanks, which would be left out when it is read. Choose another padding or"
                + " alignment in the layout, or strip it, such as with text().strip(...)";
    }

    /** Of a null in a column where padding is text. */
    static String noNull(LineColumn column) {
        return column(column) + "null has no place in a column that is untrimmed(...), where padding is text."
                + " Replace nulls, such as with coalesce, or set nullText(...) of " + column.width() + " characters";
    }

    /** Of a text for null that has no place. */
    static String nullText(LineColumn column, long text, int length) {
        return column(column) + "nullText " + shown(text, length) + " does not fit into its " + column.width()
                + " characters, or would not be read back from them. Make it shorter, or the column wider";
    }

    /** Of a line that would be left out. */
    static String leftOut(LineColumn first, long line, int length) {
        return column(first) + "the line would begin with " + shown(line, length)
                + ", and such lines are left out when it is read. Write with a layout without"
                + " skipLinesStartingWith(...) for them";
    }
}
