package dev.peristyle.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.csv.CsvTarget;
import dev.peristyle.internal.csv.ReadSettings;
import dev.peristyle.internal.csv.TimePatterns;
import dev.peristyle.internal.csv.ValueFormats;
import dev.peristyle.internal.csv.WriteSettings;
import dev.peristyle.internal.csv.kernel.Dialect;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How CSV files are written. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>delimiter</td><td>{@code ','}</td></tr>
 *   <tr><td>quote</td><td>{@code '"'}</td></tr>
 *   <tr><td>quoting</td><td>{@link Quoting#MINIMAL}</td></tr>
 *   <tr><td>nullText</td><td>the empty field; an empty text is two quotes</td></tr>
 *   <tr><td>lineEnd</td><td>{@code "\n"}</td></tr>
 *   <tr><td>byteOrderMark</td><td>none</td></tr>
 *   <tr><td>fixedWidth</td><td>off: fields have delimiters between them</td></tr>
 *   <tr><td>header</td><td>the first line names the columns, but with fixedWidth</td></tr>
 *   <tr><td>readWith</td><td>readers of RFC 4180: no comments, no escape, no trimming, no text for null</td></tr>
 *   <tr><td>formulaGuard</td><td>off</td></tr>
 *   <tr><td>formats</td><td>every value has its one text, which reads back as the same value</td></tr>
 *   <tr><td>compression</td><td>gzip if the name of the file ends with {@code .gz}, zstd with {@code .zst}, else none</td></tr>
 *   <tr><td>append</td><td>off: a file that is there is replaced</td></tr>
 *   <tr><td>inPlace</td><td>off: the file is whole or absent</td></tr>
 *   <tr><td>input that is replaced</td><td>is refused</td></tr>
 * </table>
 *
 * <p>What is written is read back as the same values, of every type, by options with the same delimiter, quote, line end and header and the
 * same {@code nullText} among their null tokens, or with {@link Builder#readWith} by those; a schema gives the types. What cannot be is an error, with
 * these exceptions, which are asked for: formats that leave something out, and the marks of {@code formulaGuard}. A text that is no UTF-8, which only
 * {@code InvalidBytes.KEEP} lets in, is only read with it, and a record longer than {@code maximumRecordSize} with a larger one.
 *
 * <p>With quoting, nullText, lineEnd, readWith, formulaGuard or formats other than by default each field is looked at once more, which
 * takes time.
 */
public final class CsvWriteOptions {
    private static final CsvWriteOptions DEFAULTS = builder().build();

    private final WriteSettings settings;
    private final ReadSettings reader;
    private final Compression compression;
    private final boolean appends;
    private final boolean inPlace;
    private final boolean replacesInput;

    private CsvWriteOptions(WriteSettings settings, ReadSettings reader, Builder builder) {
        this.settings = settings;
        this.reader = reader;
        this.compression = builder.compression;
        this.appends = builder.appends;
        this.inPlace = builder.inPlace;
        this.replacesInput = builder.replacesInput;
    }

    /**
     * The options of an output that names none.
     *
     * @return the defaults, as listed above
     */
    public static CsvWriteOptions defaults() {
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

    WriteSettings settings() {
        return settings;
    }

    boolean replacesInput() {
        return replacesInput;
    }

    CsvTarget target(Path file) {
        return new CsvTarget(file, null, compression(file), appends, inPlace, reader);
    }

    Compression compression(Path file) {
        String name = file.toString();
        Compression ofName =
                name.endsWith(".gz") ? Compression.GZIP : name.endsWith(".zst") ? Compression.ZSTD : Compression.NONE;
        return compression == null ? ofName : compression;
    }

    Compression compressionOfParts() {
        if (appends || inPlace || replacesInput) {
            throw new IllegalArgumentException((appends ? "append()" : inPlace ? "inPlace()" : "replaceInput()")
                    + " is for a file, not for a directory, which is new or empty. Leave it out");
        }
        return compression == null ? Compression.NONE : compression;
    }

    CsvTarget target(OutputStream stream) {
        if (appends || inPlace) {
            throw new IllegalArgumentException(
                    (appends ? "append()" : "inPlace()") + " is for files, not for a stream. Leave it out");
        }
        return new CsvTarget(null, stream, compression == null ? Compression.NONE : compression, false, false, reader);
    }

    /** Collects options; the defaults are listed at {@link CsvWriteOptions}. Not thread-safe. */
    public static final class Builder {
        private Character delimiter;
        private Character quote;
        private Quoting quoting = Quoting.MINIMAL;
        private String nullText = "";
        private String lineEnd;
        private boolean byteOrderMark;
        private FixedWidthLayout fixedWidth;
        private Boolean header;
        private CsvOptions reader;
        private boolean formulaGuard;
        private String dateFormat;
        private String timeFormat;
        private String timestampFormat;
        private final Map<String, String> formats = new LinkedHashMap<>();
        private int decimalPlaces = ValueFormats.ALL_PLACES;
        private final Map<String, Integer> places = new LinkedHashMap<>();
        private Compression compression;
        private boolean appends;
        private boolean inPlace;
        private boolean replacesInput;

        private Builder() {}

        /**
         * Sets what separates two fields.
         *
         * @param character an ASCII character that no number holds: no letter, digit, plus, minus or point
         * @return this builder
         */
        public Builder delimiter(char character) {
            this.delimiter = character;
            return this;
        }

        /**
         * Sets what encloses texts that hold delimiters, line ends or quotes, and empty texts.
         *
         * @param character an ASCII character that no number holds
         * @return this builder
         */
        public Builder quote(char character) {
            this.quote = character;
            return this;
        }

        /**
         * Sets which fields are in quotes.
         *
         * @param fields the fewest, all, or all but numbers
         * @return this builder
         */
        public Builder quoting(Quoting fields) {
            this.quoting = Objects.requireNonNull(fields, "fields");
            return this;
        }

        /**
         * Sets what is written for null, never in quotes, such as {@code NULL} or {@code \N}. It is read back with the same text among
         * {@link CsvOptions.Builder#nullTokens}. A text that is the same is in quotes; a value of another type whose text is the same is an error
         * when it is written.
         *
         * @param text without delimiter, quote and line ends; the empty text for an empty field
         * @return this builder
         */
        public Builder nullText(String text) {
            this.nullText = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets what comes after each record.
         *
         * @param text {@code "\n"}, {@code "\r\n"} or {@code "\r"}
         * @return this builder
         * @throws IllegalArgumentException for any other text
         */
        public Builder lineEnd(String text) {
            Objects.requireNonNull(text, "text");
            if (!text.equals("\n") && !text.equals("\r\n") && !text.equals("\r")) {
                throw new IllegalArgumentException(
                        "lineEnd must be \\n, \\r\\n or \\r, but is " + CsvCharacters.shown(text));
            }
            this.lineEnd = text;
            return this;
        }

        /**
         * Begins the file with the mark of UTF-8, which some spreadsheets need to see that it is that.
         *
         * @return this builder
         */
        public Builder byteOrderMark() {
            this.byteOrderMark = true;
            return this;
        }

        /**
         * Writes fixed-width text: each column has its place in the line, and there are no delimiters and quotes. The same layout reads it
         * ({@link CsvOptions.Builder#fixedWidth}), with {@code skipLines(1)} if there is a {@link #header}, which there is not by default. The rows
         * have the columns of the layout, in any order.
         *
         * <p>Values are at the side that the layout says; where it says nothing, numbers are at the right and all else at the left. The rest is
         * filled up with the padding of the column; numbers that are padded with zeros have their sign before them, and are read
         * as numbers where their type is said. Null is padding alone, or
         * blanks where that is zeros, unless there is a {@link #nullText}. What is between columns is blanks. Columns with
         * {@link FixedWidthLayout.Builder#impliedDecimals} are decimals of that scale.
         *
         * <p>A value that has more characters than its column, or would not be read back from it, is a
         * {@link dev.peristyle.error.ComputationException} that names row, column, value and what to do: nothing is cut. Of these are empty texts,
         * texts with line ends, those that begin or end with what is left out there, and in columns that are untrimmed all that have not just as many
         * characters, and null.
         *
         * @param layout where columns are, none of which overlap, without footer lines
         * @return this builder
         */
        public Builder fixedWidth(FixedWidthLayout layout) {
            this.fixedWidth = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /**
         * Begins with a line of column names, as is the default but for {@link #fixedWidth}: there each name is at the place of its column, at the
         * left, and has to have room in it.
         *
         * @return this builder
         */
        public Builder header() {
            this.header = true;
            return this;
        }

        /**
         * Leaves the line of column names out.
         *
         * @return this builder
         */
        public Builder noHeader() {
            this.header = false;
            return this;
        }

        /**
         * Writes so that a scan with these options reads the same: delimiter, quote, escape, line end and header are theirs, and a text that they would
         * take for null, for a comment or for blanks to be trimmed is in quotes.
         *
         * @param options of the scan
         * @return this builder
         */
        public Builder readWith(CsvOptions options) {
            this.reader = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Keeps spreadsheets from computing texts. A text, or the name of a column, that begins with {@code =}, {@code +}, {@code -}, {@code @}, their
         * full-width forms, a tab, a carriage return or a line feed gets an apostrophe before it and is in quotes; so is one that begins with an
         * apostrophe. Whoever reads the file gets the texts with it. Nothing is lost: to have them as they were, take one apostrophe away from each that
         * begins with one. Numbers and times are written as they are.
         *
         * @return this builder
         */
        public Builder formulaGuard() {
            this.formulaGuard = true;
            return this;
        }

        /**
         * Sets how dates are written. What the pattern leaves out is lost, and a scan reads the result as dates only if it is that of
         * {@code yyyy-MM-dd}. Formats are slower than the usual text.
         *
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}, such as {@code dd.MM.uuuu}
         * @return this builder
         */
        public Builder dateFormat(String pattern) {
            this.dateFormat = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /**
         * Sets how times of day are written; see {@link #dateFormat}.
         *
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}, such as {@code HH:mm}
         * @return this builder
         */
        public Builder timeFormat(String pattern) {
            this.timeFormat = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /**
         * Sets how timestamps are written, those with a zone in UTC; see {@link #dateFormat}.
         *
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}, such as {@code uuuu-MM-dd HH:mm:ss}
         * @return this builder
         */
        public Builder timestampFormat(String pattern) {
            this.timestampFormat = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /**
         * Sets how one column is written, whatever is said of its type; see {@link #dateFormat}.
         *
         * @param column of dates, times of day or timestamps
         * @param pattern letters of {@link java.time.format.DateTimeFormatter}
         * @return this builder
         */
        public Builder format(String column, String pattern) {
            formats.put(Objects.requireNonNull(column, "column"), Objects.requireNonNull(pattern, "pattern"));
            return this;
        }

        /**
         * Writes decimals and floating-point numbers with just so many digits after the point, without an exponent. What is more is rounded, halves
         * away from zero, from the digits of the usual text.
         *
         * @param digits 0 to 100
         * @return this builder
         */
        public Builder decimalPlaces(int digits) {
            this.decimalPlaces = checkedPlaces(digits);
            return this;
        }

        /**
         * The same for one column, whatever is said of all.
         *
         * @param column of decimals or floating-point numbers
         * @param digits 0 to 100
         * @return this builder
         */
        public Builder decimalPlaces(String column, int digits) {
            places.put(Objects.requireNonNull(column, "column"), checkedPlaces(digits));
            return this;
        }

        private static int checkedPlaces(int digits) {
            if (digits < 0 || digits > ValueFormats.MAX_PLACES) {
                throw new IllegalArgumentException(
                        "decimalPlaces must be 0 to " + ValueFormats.MAX_PLACES + ", but is " + digits);
            }
            return digits;
        }

        /**
         * Sets what the file is compressed with, whatever its name is. A thread of its own compresses, in fixed memory.
         *
         * @param format gzip, zstd or none
         * @return this builder
         */
        public Builder compression(Compression format) {
            this.compression = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * Adds rows to a file that is there, or makes it. Its header has to name the same columns in the same order, which is checked before anything is
         * written; without a header, only their number. If its last line has no end, it gets one. A compressed file gets a further member or frame. All of it is
         * copied first, so that a process that is killed leaves the file of before or the new one; with {@link #inPlace} it is not.
         *
         * @return this builder
         */
        public Builder append() {
            this.appends = true;
            return this;
        }

        /**
         * Writes to the file itself, for one that cannot be replaced, such as one that is mounted on its own. A run that fails leaves it empty, or with
         * {@link #append} as it was; a process that is killed leaves part of the rows in it. While it is written it is locked, so that two runs do not mix.
         *
         * @return this builder
         */
        public Builder inPlace() {
            this.inPlace = true;
            return this;
        }

        /**
         * Lets a file be written that the same pipeline reads: once all rows are written, they take its place. Otherwise that is refused,
         * because a job that was wrong could not be run again.
         *
         * @return this builder
         */
        public Builder replaceInput() {
            this.replacesInput = true;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if they contradict each other; the message says which
         */
        public CsvWriteOptions build() {
            checkFixedWidth();
            ReaderDialect read = reader == null ? ReaderDialect.PLAIN : ReaderDialect.of(reader);
            char separator = read.delimiter(delimiter);
            char enclosing = read.quote(quote);
            CsvCharacters.check("delimiter", separator);
            CsvCharacters.check("quote", enclosing);
            CsvCharacters.checkNotInNumbers("delimiter", separator);
            CsvCharacters.checkNotInNumbers("quote", enclosing);
            CsvCharacters.checkDifferent("delimiter", separator, "quote", enclosing);
            if (read.escape() != Dialect.NONE) {
                CsvCharacters.checkNotInNumbers("escape of readWith(...)", (char) read.escape());
            }
            checkNullText(separator, enclosing, read);
            TimePatterns times = read.formats().times();
            ValueFormats values = new ValueFormats(
                    new TimePatterns(
                            read.pattern("dateFormat", dateFormat, times.date()),
                            read.pattern("timeFormat", timeFormat, times.time()),
                            read.pattern("timestampFormat", timestampFormat, times.timestamp()),
                            Arguments.sorted(formats)),
                    decimalPlaces,
                    Arguments.sorted(places));
            values.check();
            checkTarget();
            WriteSettings settings = new WriteSettings(
                    (byte) separator,
                    (byte) enclosing,
                    read.escape(),
                    read.comment(),
                    read.trim(),
                    read.lineEnd(lineEnd),
                    byteOrderMark,
                    read.header(header == null ? fixedWidth == null : header),
                    quoting != Quoting.MINIMAL,
                    quoting == Quoting.ALL,
                    nullText,
                    read.nullTokens(nullText),
                    formulaGuard,
                    values,
                    fixedWidth == null ? null : fixedWidth.layout());
            return new CsvWriteOptions(settings, reader(settings), this);
        }

        private void checkFixedWidth() {
            if (fixedWidth != null) {
                FixedWidthRules.refuse(
                        delimiter != null,
                        "delimiter(...)",
                        "fields have places and nothing between them. Leave it out");
                FixedWidthRules.refuse(
                        quote != null || quoting != Quoting.MINIMAL,
                        "quote(...) or quoting(...)",
                        "fields that have places have no quotes. Leave it out");
                FixedWidthRules.refuse(formulaGuard, "formulaGuard()", "texts with a mark need quotes. Leave it out");
                FixedWidthRules.refuse(reader != null, "readWith(...)", "the layout says how it is read. Leave it out");
                FixedWidthRules.checkWritten(fixedWidth.layout());
            }
        }

        private void checkTarget() {
            if (replacesInput && (appends || inPlace)) {
                throw new IllegalArgumentException(
                        "replaceInput() puts a new file in the place of the input, so that it does" + " not go with "
                                + (appends ? "append()" : "inPlace()") + ". Leave one of them out");
            }
        }

        /** Who reads the header of a file that is appended to. */
        private ReadSettings reader(WriteSettings settings) {
            if (reader != null) {
                return reader.settings();
            }
            if (fixedWidth != null) {
                return CsvOptions.builder().fixedWidth(fixedWidth).build().settings();
            }
            CsvOptions.Builder options =
                    CsvOptions.builder().delimiter((char) settings.delimiter()).quote((char) settings.quote());
            if (!settings.header()) {
                options.noHeader();
            }
            if (settings.lineEnd().equals("\r")) {
                options.lineEnd("\r");
            }
            return options.build().settings();
        }

        private void checkNullText(char separator, char enclosing, ReaderDialect read) {
            int[] others = fixedWidth == null
                    ? new int[] {separator, enclosing, '\n', '\r', read.escape()}
                    : new int[] {'\n', '\r'};
            for (int current : others) {
                if (nullText.indexOf(current) >= 0) {
                    throw new IllegalArgumentException(
                            "nullText must hold no delimiter, quote, escape or line end, but is "
                                    + CsvCharacters.shown(nullText));
                }
            }
            if (!nullText.isEmpty()) {
                read.checkNullText(nullText);
            }
        }
    }
}
