package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineLayout;
import java.util.List;

/**
 * The options of a CSV output, checked.
 *
 * @param delimiter between two fields, ASCII
 * @param quote around fields that need it, ASCII
 * @param escape what a reader takes for an escape character, ASCII, or {@link Dialect#NONE}
 * @param comment what a reader takes for the beginning of a comment, ASCII, or {@link Dialect#NONE}
 * @param trim whether a reader leaves out blanks around fields
 * @param lineEnd after each record
 * @param byteOrderMark whether the output begins with one
 * @param header whether the first line names the columns
 * @param quotesOthers whether all values that are no numbers, and names, are in quotes
 * @param quotesNumbers whether numbers are
 * @param nullText what is written for null
 * @param nullTokens what a reader takes for null, without the empty text
 * @param formulaGuard whether texts that a spreadsheet would compute are marked
 * @param formats how values are written, where that is not their usual text
 * @param lines where columns are that have places instead of delimiters and quotes, or null
 */
public record WriteSettings(
        byte delimiter,
        byte quote,
        int escape,
        int comment,
        boolean trim,
        String lineEnd,
        boolean byteOrderMark,
        boolean header,
        boolean quotesOthers,
        boolean quotesNumbers,
        String nullText,
        List<String> nullTokens,
        boolean formulaGuard,
        ValueFormats formats,
        LineLayout lines) {

    /** With all other options as they are by default. */
    static WriteSettings plain(char delimiter, char quote, boolean header) {
        return new WriteSettings(
                (byte) delimiter,
                (byte) quote,
                Dialect.NONE,
                Dialect.NONE,
                false,
                "\n",
                false,
                header,
                false,
                false,
                "",
                List.of(),
                false,
                ValueFormats.NONE,
                null);
    }

    /** Whether fields are written as {@link RowFormatter} does, which knows no more than delimiter and quote. */
    boolean isPlain() {
        return escape == Dialect.NONE
                && comment == Dialect.NONE
                && !trim
                && lineEnd.equals("\n")
                && !quotesOthers
                && !quotesNumbers
                && nullText.isEmpty()
                && nullTokens.isEmpty()
                && !formulaGuard
                && formats.isEmpty()
                && lines == null;
    }
}
