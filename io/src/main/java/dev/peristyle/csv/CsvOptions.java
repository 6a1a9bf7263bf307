package dev.peristyle.csv;

import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.CsvInput;
import dev.peristyle.internal.csv.CsvSource;
import dev.peristyle.internal.csv.DetectingScan;
import dev.peristyle.internal.csv.FileBeginning;
import dev.peristyle.internal.csv.ReadFormats;
import dev.peristyle.internal.csv.ReadSettings;
import dev.peristyle.internal.csv.TimePatterns;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.csv.kernel.NumberMarks;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.charset.Charset;
import java.time.ZoneId;
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
 *   <tr><td>skipRows</td><td>0</td></tr>
 *   <tr><td>header, headerRows</td><td>the first record names the columns</td></tr>
 *   <tr><td>renameColumns</td><td>off: a name that occurs twice in the header is an error</td></tr>
 *   <tr><td>fileNameColumn</td><td>none</td></tr>
 *   <tr><td>schema, types</td><td>inferred from a sample</td></tr>
 *   <tr><td>inferNarrowIntegers</td><td>false: whole numbers are of 64 bits</td></tr>
 *   <tr><td>inferDecimals</td><td>false: numbers with a fraction are doubles</td></tr>
 *   <tr><td>decimalSeparator, groupingSeparator</td><td>a point, and none</td></tr>
 *   <tr><td>dateFormat, timeFormat, timestampFormat, format</td><td>as {@code java.time} prints them</td></tr>
 *   <tr><td>percentNumbers, accountingNegatives, currencySigns</td><td>off and none: such texts are no numbers</td></tr>
 *   <tr><td>trueTokens, falseTokens</td><td>{@code true} and {@code false}, and {@code t}, {@code yes}, {@code 1} and their like where the type is set</td></tr>
 *   <tr><td>zone</td><td>none: timestamps without a zone are local ones</td></tr>
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
 * <p>Files are read fastest with a delimiter of one ASCII character and without escape, comment, lineEnd and trim; else about half as fast.
 *
 * <p>This file is as long as there are options: each is a method of the builder.
 */
public final class CsvOptions {
    private static final CsvOptions DEFAULTS = builder().build();

    /** What a scan does that names no options: the defaults, unless they make no sense. */
    static final CsvOptions DETECTED = builder().detectDialect().build();

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

    boolean detectsDialect() {
        return detectsDialect;
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
        private int skippedRows;
        private int headerRows = 1;
        private String headerSeparator = "_";
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
        private int groupingSeparator = NumberMarks.NONE;
        private boolean percent;
        private boolean accounting;
        private List<String> currencies = List.of();
        private List<String> trueTokens = List.of();
        private List<String> falseTokens = List.of();
        private ZoneId zone;
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
         * Leaves out records at the beginning of each file, after the lines of {@link #skipLines}: as many as that, whatever fields they have. Unlike
         * lines they may have line ends in quotes; blank lines and comments do not count.
         *
         * @param records how many, at least 0
         * @return this builder
         */
        public Builder skipRows(int records) {
            this.skippedRows = records;
            return this;
        }

        /**
         * Names the columns by several records, all of as many fields: the texts of a column, one below the other, with the separator between, without those that are
         * empty. In all but the last record an empty field goes on with the text to its left, as spreadsheets write cells that were merged:
         * {@code 2023,,2024,} over {@code a,b,a,b} makes {@code 2023_a}, {@code 2023_b}, {@code 2024_a} and {@code 2024_b}.
         *
         * @param records how many, at least 1
         * @param separator what is between two texts, such as {@code _}
         * @return this builder
         * @throws IllegalArgumentException if there is none; for files without a header there is {@link #noHeader}
         */
        public Builder headerRows(int records, String separator) {
            Objects.requireNonNull(separator, "separator");
            if (records < 1) {
                throw new IllegalArgumentException(
                        "headerRows must be at least 1 record, but is " + records + "; without a header: noHeader()");
            }
            this.headerRows = records;
            this.headerSeparator = separator;
            return this;
        }

        /**
         * The first record is a row. Columns are named by {@link #names} or {@link #schema}, else column1, column2 and so on.
         *
         * @return this builder
         */
        public Builder noHeader() {
            this.headerRows = 0;
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

        /**
         * Takes numbers with a percent sign after them for the hundredth part, exactly: {@code 12.5%} is 0.125. One without the sign is what it is.
         *
         * @return this builder
         */
        public Builder percentNumbers() {
            this.percent = true;
            return this;
        }

        /**
         * Takes numbers that are negative by parentheses around them, as accountants write them: {@code (1,234.00)}.
         *
         * @return this builder
         */
        public Builder accountingNegatives() {
            this.accounting = true;
            return this;
        }

        /**
         * Takes numbers with the sign of a currency before or after them, which is no part of the value: {@code € 1.234,56}, {@code -$5}, {@code 5 USD}. Between it
         * and the number there may be blanks, also those that break no line. That all are of one currency is not checked if there are several.
         *
         * @param signs the signs, compared exactly
         * @return this builder
         * @throws IllegalArgumentException if one has digits, signs of numbers or blanks in it, or is empty
         */
        public Builder currencySigns(String... signs) {
            this.currencies = Arguments.list("signs", signs);
            for (String sign : currencies) {
                CsvCharacters.checkCurrency(sign);
            }
            return this;
        }

        /**
         * Sets the texts for true, such as {@code ja}, in the place of the usual ones; {@link #falseTokens} has those for false. They are compared exactly. Where types
         * are inferred, texts that are numbers stay numbers: set the {@link #type} of a column of {@code 1} and {@code 0}.
         *
         * @param tokens at least one
         * @return this builder
         */
        public Builder trueTokens(String... tokens) {
            this.trueTokens = booleans("trueTokens", tokens);
            return this;
        }

        /**
         * Sets the texts for false; see {@link #trueTokens}.
         *
         * @param tokens at least one
         * @return this builder
         */
        public Builder falseTokens(String... tokens) {
            this.falseTokens = booleans("falseTokens", tokens);
            return this;
        }

        private static List<String> booleans(String option, String... tokens) {
            List<String> texts = Arguments.list("tokens", tokens);
            if (texts.isEmpty() || texts.contains("")) {
                throw new IllegalArgumentException(
                        option + "(...) must be at least one text, none of them empty, but is " + ShownNames.of(texts));
            }
            return texts;
        }

        /**
         * Says in which zone timestamps are that are written without one: they are read as times in UTC, also where types are inferred. What the clocks of the zone
         * show twice, when they are put back, is the first of both; what they leave out is an error.
         *
         * @param id such as {@code ZoneId.of("Europe/Berlin")} or {@code ZoneOffset.UTC}
         * @return this builder
         */
        public Builder zone(ZoneId id) {
            this.zone = Objects.requireNonNull(id, "id");
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
         * A column that is said to be of times in UTC needs a zone in its pattern, or one that is set by {@link #zone}.
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
            Map<String, DataType> knownTypes =
                    fixedWidth == null ? types : FixedWidthRules.types(fixedWidth, schema, types);
            ReadSettings settings = new ReadSettings(
                    dialect(),
                    new FileBeginning(skippedLines, skippedRows, fixedWidth == null ? headerRows : 0, headerSeparator),
                    renamesColumns,
                    names,
                    schema,
                    Arguments.sorted(knownTypes),
                    nullTokens,
                    new ReadFormats(
                            new TimePatterns(dateFormat, timeFormat, timestampFormat, Arguments.sorted(formats)),
                            zone,
                            new NumberMarks(decimalSeparator, groupingSeparator, percent, accounting, currencies),
                            trueTokens,
                            falseTokens,
                            Arguments.sorted(nullTokensOfColumns)),
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
                    windows);
            ReadRules.check(settings, escape, detectsDialect);
            return new CsvOptions(settings, detectsDialect);
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
                FixedWidthRules.refuse(headerRows > 1, "headerRows(...)", "the layout names the columns. Leave it out");
                FixedWidthRules.refuse(skippedRows > 0, "skipRows(...)", "lines are records. Take skipLines(...)");
            }
        }

        private Dialect dialect() {
            if (fixedWidth != null) {
                return Dialect.ofLines(fixedWidth.layout(), lineEnds);
            }
            return new Dialect(delimiter, quote, escape == quote ? Dialect.NONE : escape, comment, lineEnds, trim);
        }
    }
}
