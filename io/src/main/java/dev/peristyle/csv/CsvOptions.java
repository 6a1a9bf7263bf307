package dev.peristyle.csv;

import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.CsvInput;
import dev.peristyle.internal.csv.CsvSource;
import dev.peristyle.internal.csv.DetectingScan;
import dev.peristyle.internal.csv.ReadFormats;
import dev.peristyle.internal.csv.ReadSettings;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.csv.kernel.SeparatedNumberParser;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How CSV files are read. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>detectDialect</td><td>off: a file is read as the options say</td></tr>
 *   <tr><td>fixedWidth</td><td>off: fields have delimiters between them</td></tr>
 *   <tr><td>delimiter</td><td>{@code ','}</td></tr>
 *   <tr><td>quote</td><td>{@code '"'}</td></tr>
 *   <tr><td>escape</td><td>none: inside quotes, a quote is written as two</td></tr>
 *   <tr><td>comment</td><td>none: every line is a record</td></tr>
 *   <tr><td>lineEnd</td><td>a line feed, or a carriage return and a line feed</td></tr>
 *   <tr><td>trim</td><td>false: blanks around a field are text</td></tr>
 *   <tr><td>skipLines</td><td>0</td></tr>
 *   <tr><td>header</td><td>the first record names the columns</td></tr>
 *   <tr><td>renameColumns</td><td>off: a name that occurs twice in the header is an error</td></tr>
 *   <tr><td>fileNameColumn</td><td>none</td></tr>
 *   <tr><td>schema, types</td><td>inferred from a sample</td></tr>
 *   <tr><td>inferNarrowIntegers</td><td>false: whole numbers are of 64 bits</td></tr>
 *   <tr><td>inferDecimals</td><td>false: numbers with a fraction are doubles</td></tr>
 *   <tr><td>decimalSeparator, groupingSeparator</td><td>a point, and none</td></tr>
 *   <tr><td>dateFormat, timeFormat, timestampFormat, format</td><td>as {@code java.time} prints them</td></tr>
 *   <tr><td>nullTokens</td><td>none but the empty field</td></tr>
 *   <tr><td>columnNullTokens</td><td>none of single columns</td></tr>
 *   <tr><td>charset</td><td>UTF-8; UTF-16 or UTF-32 if a byte order mark says so</td></tr>
 *   <tr><td>invalidBytes</td><td>{@link InvalidBytes#ERROR}</td></tr>
 *   <tr><td>badRows</td><td>{@link BadRows#fail()}: the first bad record is an error</td></tr>
 *   <tr><td>sampleSize</td><td>10,000 rows, of which at most 1 MB is looked at</td></tr>
 *   <tr><td>maximumRecordSize</td><td>1,048,576 bytes</td></tr>
 *   <tr><td>windowSize</td><td>1 MB, less where the memory limit of the run is small</td></tr>
 *   <tr><td>chunkSize</td><td>16,384 rows</td></tr>
 *   <tr><td>windows</td><td>{@link WindowMode#READ}, or what {@code -Dperistyle.windows} says</td></tr>
 * </table>
 *
 * <p>With a delimiter of one ASCII character and without escape, comment, lineEnd and trim, files are read many bytes at a time; else byte by
 * byte, at about a tenth of the speed.
 *
 * <p>This file is as long as there are options: each is a method of the builder, and what contradicts another is refused in one place.
 */
public final class CsvOptions {
    private static final CsvOptions DEFAULTS = builder().build();

    private final ReadSettings settings;
    private final boolean detectsDialect;

    CsvOptions(ReadSettings settings) {
        this(settings, false);
    }

    private CsvOptions(ReadSettings settings, boolean detectsDialect) {
        this.settings = settings;
        this.detectsDialect = detectsDialect;
    }

    /**
     * The options of a scan that names none.
     *
     * @return the defaults, as listed above
     */
    public static CsvOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    ReadSettings settings() {
        return settings;
    }

    /** Looks at input and says what rows it has. */
    CsvSource describe(CsvInput input) {
        return detectsDialect ? DetectingScan.describe(input, settings) : CsvSource.describe(input, settings);
    }

    /** Collects options; the defaults are listed at {@link CsvOptions}. Not thread-safe. */
    public static final class Builder {
        private boolean detectsDialect;
        private FixedWidthLayout fixedWidth;
        private String delimiter = ",";
        private int quote = '"';
        private int escape = Dialect.NONE;
        private int comment = Dialect.NONE;
        private LineEnds lineEnds = LineEnds.LINE_FEED_OR_BOTH;
        private boolean trim;
        private int skippedLines;
        private boolean header = true;
        private boolean renamesColumns;
        private List<String> names;
        private Schema schema;
        private final Map<String, DataType> types = new LinkedHashMap<>();
        private List<String> nullTokens = List.of();
        private String dateFormat;
        private String timeFormat;
        private String timestampFormat;
        private final Map<String, String> formats = new LinkedHashMap<>();
        private char decimalSeparator = '.';
        private int groupingSeparator = SeparatedNumberParser.NONE;
        private final Map<String, List<String>> nullTokensOfColumns = new LinkedHashMap<>();
        private String fileNameColumn;
        private boolean inferNarrowIntegers;
        private boolean inferDecimals;
        private Charset charset;
        private InvalidBytes invalidBytes = InvalidBytes.ERROR;
        private BadRows badRows = BadRows.fail();
        private int sampleSize = 10_000;
        private int maximumRecordSize = 1 << 20;
        private int windowSize;
        private int chunkSize = 16_384;
        private WindowMode windows;

        private Builder() {}

        /**
         * Finds out how the first file is to be read, as {@link Csv#scan(java.nio.file.Path)} does: delimiter, quote, escape, line end, header, lines
         * before it and charset, none of which may be set then. The other options hold, and further files are read as the first one.
         *
         * @return this builder
         */
        public Builder detectDialect() {
            this.detectsDialect = true;
            return this;
        }

        /**
         * Reads fixed-width text: each column has a place in the line, and there are no delimiters, quotes or comments. The layout names the columns; a line
         * at the beginning that names them too is left out by {@link #skipLines}.
         *
         * @param layout where columns are, and what fills them up
         * @return this builder
         */
        public Builder fixedWidth(FixedWidthLayout layout) {
            this.fixedWidth = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /**
         * Sets what separates two fields.
         *
         * @param character an ASCII character
         * @return this builder
         */
        public Builder delimiter(char character) {
            this.delimiter = String.valueOf(character);
            return this;
        }

        /**
         * Sets what separates two fields.
         *
         * @param text one or more characters, such as {@code ||}
         * @return this builder
         */
        public Builder delimiter(String text) {
            this.delimiter = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets what encloses fields that hold delimiters, line ends or quotes.
         *
         * @param character an ASCII character
         * @return this builder
         */
        public Builder quote(char character) {
            this.quote = character;
            return this;
        }

        /**
         * Takes quotes for ordinary text: every delimiter and every line feed counts.
         *
         * @return this builder
         */
        public Builder noQuote() {
            this.quote = Dialect.NONE;
            return this;
        }

        /**
         * Sets a character that makes text of the one after it, inside quotes and outside: with a backslash {@code \"} is a quote,
         * {@code \,} a comma and {@code \\} a backslash; there are no further codes, {@code \n} is an n. A quote may be doubled as well. Texts
         * that stand for null are compared as they are written. In columns of other types than text, an escaped character is no part of a value.
         *
         * @param character an ASCII character; the quote itself means that quotes are doubled, which they may be anyway
         * @return this builder
         */
        public Builder escape(char character) {
            this.escape = character;
            return this;
        }

        /**
         * Leaves lines out that begin with a character. Inside quotes it is text, and so it is anywhere else in a record; quotes in a comment
         * mean nothing.
         *
         * @param character an ASCII character, such as {@code #}
         * @return this builder
         */
        public Builder comment(char character) {
            this.comment = character;
            return this;
        }

        /**
         * Sets the only text that ends a record. A line feed or carriage return that is not such a text is an ordinary character.
         *
         * @param text {@code "\n"}, {@code "\r\n"} or {@code "\r"}
         * @return this builder
         * @throws IllegalArgumentException for any other text
         */
        public Builder lineEnd(String text) {
            this.lineEnds = switch (Objects.requireNonNull(text, "text")) {
                case "\n" -> LineEnds.LINE_FEED;
                case "\r\n" -> LineEnds.BOTH;
                case "\r" -> LineEnds.CARRIAGE_RETURN;
                default ->
                    throw new IllegalArgumentException(
                            "lineEnd must be \\n, \\r\\n or \\r, but is " + CsvCharacters.shown(text));
            };
            return this;
        }

        /**
         * Takes a line feed, a carriage return, and both together for the end of a record, also in one file.
         *
         * @return this builder
         */
        public Builder anyLineEnd() {
            this.lineEnds = LineEnds.ANY;
            return this;
        }

        /**
         * Leaves out blanks and tabs before and after a field; inside quotes they are text. A line of nothing else is blank.
         *
         * @param enabled true to leave them out
         * @return this builder
         */
        public Builder trim(boolean enabled) {
            this.trim = enabled;
            return this;
        }

        /**
         * Leaves out lines at the beginning of each file, whatever is in them: quotes mean nothing there.
         *
         * @param lines how many, at least 0
         * @return this builder
         */
        public Builder skipLines(int lines) {
            this.skippedLines = lines;
            return this;
        }

        /**
         * The first record is a row. Columns are named by {@link #names} or {@link #schema}, else column1, column2 and so on.
         *
         * @return this builder
         */
        public Builder noHeader() {
            this.header = false;
            return this;
        }

        /**
         * Renames columns whose name the header has before: the second {@code a} becomes {@code a_2}, the third {@code a_3}; an ending
         * with which there is another column is passed over. A column without a name is called {@code columnN}, N being its number, and
         * {@code columnN_2} where there is such a column.
         *
         * @return this builder
         */
        public Builder renameColumns() {
            this.renamesColumns = true;
            return this;
        }

        /**
         * Names the columns of a file without a header.
         *
         * @param columnNames one name a column, in the order of the file
         * @return this builder
         */
        public Builder names(String... columnNames) {
            this.names = Arguments.list("columnNames", columnNames);
            return this;
        }

        /**
         * Adds a column of strings behind those of the files: which file a row is from, as its path was given; of a stream what errors call it.
         *
         * @param name what the column is called, none that a file has
         * @return this builder
         */
        public Builder fileNameColumn(String name) {
            this.fileNameColumn = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets all columns and their types, so that nothing is inferred. With a header the columns are found by name and
         * delivered in the order of the schema; without one they are those of the file in this order.
         *
         * @param columns all columns of the file
         * @return this builder
         */
        public Builder schema(Schema columns) {
            this.schema = Objects.requireNonNull(columns, "columns");
            return this;
        }

        /**
         * Sets the type of one column; the others are inferred.
         *
         * @param column its name
         * @param type its type
         * @return this builder
         */
        public Builder type(String column, DataType type) {
            types.put(Objects.requireNonNull(column, "column"), Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Sets texts that stand for null besides the empty field, such as {@code NULL} or {@code \N}. They are compared
         * exactly; in a column of strings, not when they are in quotes.
         *
         * @param tokens the texts
         * @return this builder
         */
        public Builder nullTokens(String... tokens) {
            this.nullTokens = Arguments.list("tokens", tokens);
            return this;
        }

        /**
         * Sets further texts that stand for null in one column, such as {@code -999} in one of numbers.
         *
         * @param column its name
         * @param tokens the texts, as for {@link #nullTokens(String...)}
         * @return this builder
         */
        public Builder columnNullTokens(String column, String... tokens) {
            nullTokensOfColumns.put(Objects.requireNonNull(column, "column"), Arguments.list("tokens", tokens));
            return this;
        }

        /**
         * Sets what is before the fraction of a number, as in {@code 1,5}. Then a point there is no number.
         *
         * @param character an ASCII character that is no digit, such as {@code ,}
         * @return this builder
         */
        public Builder decimalSeparator(char character) {
            this.decimalSeparator = checkedSeparator("decimalSeparator", character);
            return this;
        }

        /**
         * Sets what may be between the thousands of a number, as in {@code 1.234.567,5}: before each three digits of its whole part, or nowhere.
         *
         * @param character an ASCII character that is no digit, such as {@code .}, an apostrophe or a blank
         * @return this builder
         */
        public Builder groupingSeparator(char character) {
            this.groupingSeparator = checkedSeparator("groupingSeparator", character);
            return this;
        }

        private static char checkedSeparator(String option, char character) {
            boolean letter = character >= '0' && character <= '9'
                    || "+-eE".indexOf(character) >= 0
                    || character < ' '
                    || character > '~';
            if (letter) {
                throw new IllegalArgumentException(
                        option + " must be an ASCII character that no other part of a number has, but is "
                                + CsvCharacters.shown(String.valueOf(character)));
            }
            return character;
        }

        /**
         * Sets how dates are written, also where types are inferred. Days that no month has are errors.
         *
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}, such as {@code dd.MM.uuuu}
         * @return this builder
         */
        public Builder dateFormat(String pattern) {
            this.dateFormat = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /**
         * Sets how times of day are written.
         *
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}, such as {@code HH:mm}
         * @return this builder
         */
        public Builder timeFormat(String pattern) {
            this.timeFormat = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /**
         * Sets how timestamps are written, also where types are inferred: with a zone or an offset in the pattern they are times in UTC, else local ones.
         * A column that is said to be of times in UTC takes those without a zone as such.
         *
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}, such as {@code dd.MM.uuuu HH:mm:ss xxx}
         * @return this builder
         */
        public Builder timestampFormat(String pattern) {
            this.timestampFormat = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /**
         * Sets how the dates or times of one column are written, whatever is said of all. Its type is to be set by {@link #type} or {@link #schema}.
         *
         * @param column its name
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}
         * @return this builder
         */
        public Builder format(String column, String pattern) {
            formats.put(Objects.requireNonNull(column, "column"), Objects.requireNonNull(pattern, "pattern"));
            return this;
        }

        /**
         * Makes whole numbers {@code INT} where their type is inferred and the sample holds none of more than 32 bits. A larger one behind the
         * sample is then an error; without this, numbers may grow to 64 bits.
         *
         * @param enabled true for the narrow type
         * @return this builder
         */
        public Builder inferNarrowIntegers(boolean enabled) {
            this.inferNarrowIntegers = enabled;
            return this;
        }

        /**
         * Makes numbers with a fraction exact decimals instead of doubles where their type is inferred: of 18 digits, or of 38 where the sample
         * needs them, with its longest fraction.
         *
         * @param enabled true for decimals
         * @return this builder
         */
        public Builder inferDecimals(boolean enabled) {
            this.inferDecimals = enabled;
            return this;
        }

        /**
         * Sets the charset of the files. Any but UTF-8 is transcoded in fixed memory while it is read, by one thread for each file; positions in
         * errors are then those of the text as UTF-8.
         *
         * @param encoding any charset that Java can decode
         * @return this builder
         */
        public Builder charset(Charset encoding) {
            this.charset = Objects.requireNonNull(encoding, "encoding");
            return this;
        }

        /**
         * Sets what becomes of bytes that are no UTF-8, or no character of the {@link #charset}.
         *
         * @param policy an error, a replacement, or nothing
         * @return this builder
         */
        public Builder invalidBytes(InvalidBytes policy) {
            this.invalidBytes = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets what becomes of records that cannot be taken as they are: an error, or they are skipped, padded, truncated, or rejected to a
         * file.
         *
         * @param policy for each kind of fault, and how many are too many
         * @return this builder
         */
        public Builder badRows(BadRows policy) {
            this.badRows = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how much is looked at to infer types.
         *
         * @param rows at least 1
         * @return this builder
         */
        public Builder sampleSize(int rows) {
            this.sampleSize = rows;
            return this;
        }

        /**
         * Sets the longest record; a comment is no longer than that either, nor are the lines before the first record together. A quote that is not closed is noticed after so many bytes, and every reader keeps so much
         * memory beside its window.
         *
         * @param bytes its line end included, at least 16
         * @return this builder
         */
        public Builder maximumRecordSize(int bytes) {
            this.maximumRecordSize = bytes;
            return this;
        }

        /**
         * Sets how much of a file each reader has in memory at a time, the longest record not counted.
         *
         * @param bytes at least 1
         * @return this builder
         */
        public Builder windowSize(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("windowSize must be at least 1 byte, but is " + bytes);
            }
            this.windowSize = bytes;
            return this;
        }

        /**
         * Sets the most rows of a chunk. Chunks of wide rows have fewer.
         *
         * @param rows at least 1
         * @return this builder
         */
        public Builder chunkSize(int rows) {
            this.chunkSize = rows;
            return this;
        }

        /**
         * Sets how windows come into memory.
         *
         * @param mode mapped or read
         * @return this builder
         */
        public Builder windows(WindowMode mode) {
            this.windows = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if they contradict each other; the message says which
         */
        public CsvOptions build() {
            checkFixedWidth();
            checkCharacters();
            checkColumns();
            checkDetection();
            if (charset != null && !charset.equals(StandardCharsets.UTF_8) && invalidBytes == InvalidBytes.KEEP) {
                throw new IllegalArgumentException("bytes can be kept in UTF-8 only, but charset(...) is " + charset
                        + ". Take InvalidBytes.REPLACE, or leave charset out");
            }
            atLeast("skipLines", skippedLines, 0, "lines");
            atLeast("sampleSize", sampleSize, 1, "row");
            atLeast("maximumRecordSize", maximumRecordSize, 16, "bytes");
            atLeast("chunkSize", chunkSize, 1, "row");
            if ((long) windowSize + maximumRecordSize > 1 << 30) {
                throw new IllegalArgumentException(
                        "windowSize and maximumRecordSize together must not be more than 1 GB," + " but are "
                                + windowSize + " and " + maximumRecordSize);
            }
            Map<String, DataType> knownTypes =
                    fixedWidth == null ? types : FixedWidthRules.types(fixedWidth, schema, types);
            return new CsvOptions(
                    new ReadSettings(
                            dialect(),
                            skippedLines,
                            header && fixedWidth == null,
                            renamesColumns,
                            names,
                            schema,
                            Map.copyOf(knownTypes),
                            nullTokens,
                            formats(),
                            fileNameColumn,
                            inferNarrowIntegers,
                            inferDecimals,
                            sampleSize,
                            maximumRecordSize,
                            windowSize,
                            chunkSize,
                            charset,
                            invalidBytes,
                            badRows.policy(),
                            windows),
                    detectsDialect);
        }

        private ReadFormats formats() {
            if (decimalSeparator == groupingSeparator) {
                throw new IllegalArgumentException("decimalSeparator and groupingSeparator must differ, but both are "
                        + CsvCharacters.shown(String.valueOf(decimalSeparator)));
            }
            for (String column : formats.keySet()) {
                if (schema == null && !types.containsKey(column)) {
                    throw new IllegalArgumentException("format(...) needs the type of column '" + ShownNames.one(column)
                            + "': set it by type(...)");
                }
            }
            ReadFormats all = new ReadFormats(
                    dateFormat,
                    timeFormat,
                    timestampFormat,
                    Map.copyOf(formats),
                    decimalSeparator,
                    groupingSeparator,
                    Map.copyOf(nullTokensOfColumns));
            all.check();
            return all;
        }

        private void checkFixedWidth() {
            if (fixedWidth != null) {
                FixedWidthRules.checkDialect(delimiter, quote, escape);
                FixedWidthRules.refuse(detectsDialect, "detectDialect()", "places are not found out. Leave it out");
                FixedWidthRules.refuse(
                        comment != Dialect.NONE, "comment(...)", "take skipLinesStartingWith(...) of the layout");
                FixedWidthRules.refuse(trim, "trim(true)", "padding is left out anyway. Leave it out");
                FixedWidthRules.refuse(names != null, "names(...)", "the layout names the columns. Leave it out");
                FixedWidthRules.refuse(renamesColumns, "renameColumns()", "the layout names the columns. Leave it out");
            }
        }

        private Dialect dialect() {
            if (fixedWidth != null) {
                return Dialect.ofLines(fixedWidth.layout(), lineEnds);
            }
            return new Dialect(delimiter, quote, escape == quote ? Dialect.NONE : escape, comment, lineEnds, trim);
        }

        private void checkCharacters() {
            CsvCharacters.checkDelimiter(delimiter);
            checkCharacter("quote", quote);
            checkCharacter("escape", escape);
            checkCharacter("comment", comment);
            if (comment != Dialect.NONE) {
                CsvCharacters.checkDifferent("comment", comment, "quote", quote);
                CsvCharacters.checkDifferent("comment", comment, "escape", escape);
            }
        }

        private void checkCharacter(String option, int character) {
            if (character != Dialect.NONE) {
                CsvCharacters.check(option, character);
                CsvCharacters.checkNotIn(delimiter, option, character);
            }
        }

        private void checkColumns() {
            if (names != null && header) {
                throw new IllegalArgumentException(
                        "names(...) is for files without a header: add noHeader(), or leave the names to the header");
            }
            if (renamesColumns && !header) {
                throw new IllegalArgumentException(
                        "renameColumns() is for files with a header; leave one of it and" + " noHeader() out");
            }
            if (names != null && schema != null) {
                throw new IllegalArgumentException(
                        "names(...) and schema(...) both name the columns; give one of them");
            }
            if (names != null && new HashSet<>(names).size() != names.size()) {
                throw new IllegalArgumentException("names(...) holds a name twice: " + ShownNames.of(names));
            }
            if (schema != null && !types.isEmpty()) {
                throw new IllegalArgumentException("schema(...) and type(...) both set types; put "
                        + ShownNames.of(types.keySet()) + " into the schema");
            }
            checkNothingInferred("inferNarrowIntegers", inferNarrowIntegers);
            checkNothingInferred("inferDecimals", inferDecimals);
            if (schema != null && schema.size() == 0) {
                throw new IllegalArgumentException("schema(...) has no columns");
            }
        }

        private void checkDetection() {
            boolean plain = delimiter.equals(",")
                    && quote == '"'
                    && dialect().withTrim(false).isPlain();
            if (detectsDialect && !(plain && header && skippedLines == 0 && charset == null)) {
                throw new IllegalArgumentException(
                        "detectDialect() finds delimiter, quote, escape, comments, line ends, header,"
                                + " lines before it and charset out; leave it out, or all options that set one of them");
            }
        }

        private void checkNothingInferred(String option, boolean enabled) {
            if (schema != null && enabled) {
                throw new IllegalArgumentException("with schema(...) nothing is inferred; leave " + option + " out");
            }
        }

        private static void atLeast(String option, int value, int least, String unit) {
            if (value < least) {
                throw new IllegalArgumentException(
                        option + " must be at least " + least + " " + unit + ", but is " + value);
            }
        }
    }
}
