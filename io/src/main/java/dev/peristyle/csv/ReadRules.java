package dev.peristyle.csv;

import dev.peristyle.file.InvalidBytes;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.FileBeginning;
import dev.peristyle.internal.csv.ReadFormats;
import dev.peristyle.internal.csv.ReadSettings;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What options of a scan must not contradict: a method for each group of them. */
final class ReadRules {

    private ReadRules() {}

    /**
     * Checks options.
     *
     * @param escape as it was set, which the dialect does not have if it is the quote
     * @throws IllegalArgumentException if they contradict each other; the message says which
     */
    static void check(ReadSettings settings, int escape, boolean detectsDialect) {
        checkCharacters(settings.dialect(), escape);
        checkColumns(settings);
        checkBeginning(settings);
        checkDetection(settings, escape, detectsDialect);
        checkFormats(settings);
        if (settings.charset() != null
                && !settings.charset().equals(StandardCharsets.UTF_8)
                && settings.invalidBytes() == InvalidBytes.KEEP) {
            throw new IllegalArgumentException("bytes can be kept in UTF-8 only, but charset(...) is "
                    + settings.charset() + ". Take InvalidBytes.REPLACE, or leave charset out");
        }
        atLeast("sampleSize", settings.sampleRows(), 1, "row");
        atLeast("maximumRecordSize", settings.maximumRecordSize(), 16, "bytes");
        atLeast("chunkSize", settings.chunkRows(), 1, "row");
        if ((long) settings.windowSize() + settings.maximumRecordSize() > 1 << 30) {
            throw new IllegalArgumentException("windowSize and maximumRecordSize together must not be more than 1 GB,"
                    + " but are " + settings.windowSize() + " and " + settings.maximumRecordSize());
        }
    }

    private static void checkCharacters(Dialect dialect, int escape) {
        if (dialect.lines() != null) {
            // fields have places, and nothing is between them
            return;
        }
        String delimiter = dialect.delimiter();
        CsvCharacters.checkDelimiter(delimiter);
        checkCharacter(delimiter, "quote", dialect.quote());
        checkCharacter(delimiter, "escape", escape);
        checkCharacter(delimiter, "comment", dialect.comment());
        if (dialect.comment() != Dialect.NONE) {
            CsvCharacters.checkDifferent("comment", dialect.comment(), "quote", dialect.quote());
            CsvCharacters.checkDifferent("comment", dialect.comment(), "escape", escape);
        }
    }

    private static void checkCharacter(String delimiter, String option, int character) {
        if (character != Dialect.NONE) {
            CsvCharacters.check(option, character);
            CsvCharacters.checkNotIn(delimiter, option, character);
        }
    }

    private static void checkColumns(ReadSettings settings) {
        List<String> names = settings.names();
        if (names != null && settings.header()) {
            throw new IllegalArgumentException(
                    "names(...) is for files without a header: add noHeader(), or leave the names to the header");
        }
        if (settings.renamesColumns() && !settings.header()) {
            throw new IllegalArgumentException(
                    "renameColumns() is for files with a header; leave one of it and" + " noHeader() out");
        }
        if (names != null && settings.schema() != null) {
            throw new IllegalArgumentException("names(...) and schema(...) both name the columns; give one of them");
        }
        if (names != null && new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("names(...) holds a name twice: " + ShownNames.of(names));
        }
        if (settings.schema() != null && !settings.types().isEmpty()) {
            throw new IllegalArgumentException("schema(...) and type(...) both set types; put "
                    + ShownNames.of(settings.types().keySet()) + " into the schema");
        }
        checkNothingInferred(settings, "inferNarrowIntegers", settings.inferNarrowIntegers());
        checkNothingInferred(settings, "inferDecimals", settings.inferDecimals());
        if (settings.schema() != null && settings.schema().size() == 0) {
            throw new IllegalArgumentException("schema(...) has no columns");
        }
    }

    private static void checkNothingInferred(ReadSettings settings, String option, boolean enabled) {
        if (settings.schema() != null && enabled) {
            throw new IllegalArgumentException("with schema(...) nothing is inferred; leave " + option + " out");
        }
    }

    private static void checkBeginning(ReadSettings settings) {
        FileBeginning beginning = settings.beginning();
        atLeast("skipLines", beginning.skippedLines(), 0, "lines");
        atLeast("skipRows", beginning.skippedRows(), 0, "records");
    }

    private static void checkDetection(ReadSettings settings, int escape, boolean detectsDialect) {
        Dialect dialect = settings.dialect();
        boolean plain = dialect.delimiter().equals(",")
                && dialect.quote() == '"'
                && escape == Dialect.NONE
                && dialect.withTrim(false).isPlain();
        FileBeginning beginning = settings.beginning();
        boolean usual = beginning.skippedLines() == 0 && beginning.skippedRows() == 0 && beginning.headerRows() == 1;
        if (detectsDialect && !(plain && usual && settings.charset() == null)) {
            throw new IllegalArgumentException(
                    "detectDialect() finds delimiter, quote, escape, comments, line ends, header,"
                            + " lines before it and charset out; leave it out, or all options that set one of them");
        }
    }

    private static void checkFormats(ReadSettings settings) {
        ReadFormats formats = settings.formats();
        if (formats.numbers().decimal() == formats.numbers().grouping()) {
            throw new IllegalArgumentException("decimalSeparator and groupingSeparator must differ, but both are "
                    + CsvCharacters.shown(
                            String.valueOf((char) formats.numbers().decimal())));
        }
        for (String column : formats.times().ofColumns().keySet()) {
            if (settings.schema() == null && !settings.types().containsKey(column)) {
                throw new IllegalArgumentException(
                        "format(...) needs the type of column '" + ShownNames.one(column) + "': set it by type(...)");
            }
        }
        checkMarks(formats);
        checkBooleans(settings);
        checkZone(formats);
        formats.checkTypes();
        for (Map.Entry<String, DataType> column : settings.types().entrySet()) {
            formats.checkColumn(column.getKey(), column.getValue());
        }
        if (settings.schema() != null) {
            for (Field field : settings.schema().fields()) {
                formats.checkColumn(field.name(), field.type());
            }
        }
    }

    private static void checkMarks(ReadFormats formats) {
        String signs =
                (formats.numbers().percent() ? "%" : "") + (formats.numbers().accounting() ? "()" : "");
        for (int separator :
                new int[] {formats.numbers().decimal(), formats.numbers().grouping()}) {
            if (signs.indexOf(separator) >= 0) {
                throw new IllegalArgumentException("'" + (char) separator
                        + "' cannot separate parts of a number and be a sign of percentNumbers() or"
                        + " accountingNegatives(); set another separator, or leave that out");
            }
        }
    }

    private static void checkBooleans(ReadSettings settings) {
        ReadFormats formats = settings.formats();
        if (formats.trueTexts().isEmpty() != formats.falseTexts().isEmpty()) {
            throw new IllegalArgumentException(
                    "trueTokens(...) and falseTokens(...) belong together: set both or none");
        }
        if (formats.trueTexts().isEmpty()) {
            return;
        }
        Set<String> nulls = new HashSet<>(settings.nullTokens());
        for (List<String> ofColumn : formats.nullTokens().values()) {
            nulls.addAll(ofColumn);
        }
        Set<String> others = new HashSet<>(formats.falseTexts());
        others.addAll(nulls);
        others.retainAll(formats.trueTexts());
        nulls.retainAll(formats.falseTexts());
        others.addAll(nulls);
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "trueTokens(...), falseTokens(...) and texts for null must differ, but share "
                            + ShownNames.of(others));
        }
    }

    private static void checkZone(ReadFormats formats) {
        boolean useless = formats.zone() != null
                && formats.times().timestampHasZone()
                && formats.times().ofColumns().isEmpty();
        if (useless) {
            throw new IllegalArgumentException(
                    "timestampFormat has a zone in it, so that zone(...) says nothing;" + " leave one of them out");
        }
    }

    private static void atLeast(String option, int value, int least, String unit) {
        if (value < least) {
            throw new IllegalArgumentException(
                    option + " must be at least " + least + " " + unit + ", but is " + value);
        }
    }
}
