package dev.peristyle.csv;

import dev.peristyle.internal.csv.ReadFormats;
import dev.peristyle.internal.csv.ReadSettings;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a reader takes for what, as a writer has to know it. What the writer says itself has to agree with it.
 *
 * @param options whether they are those of a scan, which are to be followed
 */
record ReaderDialect(
        boolean options,
        String delimiter,
        int quote,
        int escape,
        int comment,
        boolean trim,
        LineEnds lineEnds,
        boolean header,
        List<String> nullTokens,
        ReadFormats formats) {

    static final ReaderDialect PLAIN = new ReaderDialect(
            false,
            ",",
            '"',
            Dialect.NONE,
            Dialect.NONE,
            false,
            LineEnds.LINE_FEED_OR_BOTH,
            true,
            List.of(),
            ReadFormats.NONE);

    static ReaderDialect of(CsvOptions read) {
        refuse(read.detectsDialect(), "a dialect that is said and not detected: leave detectDialect() out");
        ReadSettings settings = read.settings();
        Dialect dialect = settings.dialect();
        refuse(dialect.lines() != null, "delimiters: give the layout to fixedWidth(...) of the writer");
        refuse(
                dialect.delimiter().length() > 1 || dialect.delimiter().charAt(0) > 127,
                "a delimiter of one ASCII character");
        refuse(dialect.quote() == Dialect.NONE, "a quote");
        refuse(settings.skippedLines() > 0, "no lines to be skipped");
        refuse(settings.beginning().skippedRows() > 0, "no records to be skipped");
        refuse(settings.beginning().headerRows() > 1, "a header of one record");
        refuse(settings.formats().numbers().decimal() != '.', "a point before the fraction of numbers");
        refuse(!settings.formats().trueTexts().isEmpty(), "the usual texts for true and false");
        refuse(settings.formats().zone() != null, "no zone for timestamps that have none");
        refuse(
                !settings.formats().times().ofColumns().isEmpty(),
                "no formats of single columns: give those to the writer");
        refuse(settings.charset() != null && !settings.charset().equals(StandardCharsets.UTF_8), "the charset UTF-8");
        return new ReaderDialect(
                true,
                dialect.delimiter(),
                dialect.quote(),
                dialect.escape(),
                dialect.comment(),
                dialect.trim(),
                dialect.lineEnds(),
                settings.header(),
                Stream.concat(
                                settings.nullTokens().stream(),
                                settings.formats().nullTokens().values().stream()
                                        .flatMap(List::stream))
                        .filter(token -> !token.isEmpty())
                        .distinct()
                        .toList(),
                settings.formats());
    }

    private static void refuse(boolean wrong, String only) {
        if (wrong) {
            throw new IllegalArgumentException(
                    "readWith(...) takes options of files that can be written: with " + only);
        }
    }

    char delimiter(Character wanted) {
        return agreed("delimiter", wanted, delimiter.charAt(0));
    }

    char quote(Character wanted) {
        return agreed("quote", wanted, (char) quote);
    }

    private char agreed(String option, Character wanted, char read) {
        if (wanted == null) {
            return read;
        }
        if (options && wanted != read) {
            throw contradiction(option, String.valueOf(wanted), String.valueOf(read));
        }
        return wanted;
    }

    /** The pattern to write with: that of the reader unless there is none. */
    String pattern(String option, String wanted, String read) {
        if (wanted != null && read != null && !wanted.equals(read)) {
            throw contradiction(option, wanted, read);
        }
        return wanted == null ? read : wanted;
    }

    private static IllegalArgumentException contradiction(String option, String wanted, String read) {
        return new IllegalArgumentException(option + " is " + CsvCharacters.shown(wanted)
                + ", but readWith(...) has options that read " + CsvCharacters.shown(read)
                + ". Leave one of them out");
    }

    String lineEnd(String wanted) {
        String usual = lineEnds == LineEnds.BOTH ? "\r\n" : lineEnds == LineEnds.CARRIAGE_RETURN ? "\r" : "\n";
        if (wanted == null) {
            return usual;
        }
        boolean both = lineEnds == LineEnds.ANY || lineEnds == LineEnds.LINE_FEED_OR_BOTH && !wanted.equals("\r");
        if (options && !both && !wanted.equals(usual)) {
            throw contradiction("lineEnd", wanted, usual);
        }
        return wanted;
    }

    boolean header(boolean wanted) {
        if (options && header && !wanted) {
            throw new IllegalArgumentException(
                    "noHeader() contradicts readWith(...), whose options read a header." + " Leave one of them out");
        }
        return wanted && header;
    }

    /** What stands for null, without the empty text. */
    List<String> nullTokens(String written) {
        List<String> all = new ArrayList<>(nullTokens);
        if (!written.isEmpty() && !all.contains(written)) {
            all.add(written);
        }
        return List.copyOf(all);
    }

    void checkNullText(String text) {
        if (options && !nullTokens.contains(text)) {
            throw new IllegalArgumentException("nullText is " + CsvCharacters.shown(text)
                    + ", but the options of readWith(...) do not take that for null. Add it to their nullTokens(...)");
        }
        if (text.charAt(0) == comment) {
            throw new IllegalArgumentException("nullText is " + CsvCharacters.shown(text)
                    + ", which would be a comment for the options of readWith(...). Choose another text");
        }
        if (trim && !text.strip().equals(text)) {
            throw new IllegalArgumentException("nullText is " + CsvCharacters.shown(text)
                    + ", but the options of readWith(...) leave blanks out. Choose a text without");
        }
    }
}
