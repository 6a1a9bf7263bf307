package dev.peristyle.examples;

import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a CSV is read, as flags of a command. Where none of them says anything of its dialect, that is found out. */
final class CsvReadFlags {
    static final String DELIMITER = "--delimiter";

    /** What {@code --in-line-end} knows. */
    enum LineEnd {
        LF,
        CRLF,
        CR,
        ANY
    }

    @Option(
            names = DELIMITER,
            paramLabel = "TEXT",
            description = "What separates the fields that are read; \\t is a tab, \\u0001 a character by its number."
                    + " Without this and the next ten flags the dialect is found out.")
    private String delimiter;

    @Option(
            names = "--quote",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What encloses fields that are read (default: \").")
    private Character quote;

    @Option(names = "--no-quote", description = "Quotes that are read are text.")
    private boolean noQuote;

    @Option(
            names = "--escape",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What makes text of the character after it (default: none, quotes are doubled).")
    private Character escape;

    @Option(
            names = "--comment",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What begins a line that is left out.")
    private Character comment;

    @Option(
            names = "--in-line-end",
            paramLabel = "lf|crlf|cr|any",
            description = "What ends a record that is read (default: lf or crlf).")
    private LineEnd lineEnd;

    @Option(names = "--no-header", description = "The first record that is read is a row too.")
    private boolean noHeader;

    @Option(names = "--skip-lines", paramLabel = "N", description = "Lines at the beginning that are left out.")
    private Integer skippedLines;

    @Option(
            names = "--skip-rows",
            paramLabel = "N",
            description = "Records after them that are left out, which may have line ends in quotes.")
    private Integer skippedRows;

    @Option(
            names = "--header-rows",
            paramLabel = "N",
            description = "Records that name the columns together (default: 1).")
    private Integer headerRows;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "That of the file, such as ISO-8859-1 (default: UTF-8, or what a byte order mark says).")
    private Charset charset;

    @Option(
            names = "--invalid-bytes",
            paramLabel = "error|replace|keep",
            description = "What becomes of bytes that are no text (default: error).")
    private InvalidBytes invalidBytes;

    @Option(
            names = "--header-separator",
            paramLabel = "TEXT",
            description = "With --header-rows: what is between the parts of a name (default: _).")
    private String headerSeparator;

    @Option(
            names = "--names",
            paramLabel = "NAMES",
            split = ",",
            description = "With --no-header: what the columns are called.")
    private String[] names;

    @Option(names = "--rename-columns", description = "Renames a column whose name another one has, or that has none.")
    private boolean renameColumns;

    @Option(
            names = "--null-token",
            paramLabel = "TEXT",
            description = "What stands for null, such as NULL or \\N, besides the empty field; may be repeated.")
    private List<String> nullTokens = List.of();

    @Option(
            names = "--column-null-token",
            paramLabel = "COLUMN=TEXT",
            description = "The same for one column; may be repeated.")
    private List<String> columnNullTokens = List.of();

    @Option(
            names = "--schema",
            paramLabel = "COLUMN=TYPE,...",
            description = "All columns and their types, such as 'id=long,price=decimal(18,2)'.")
    private String schema;

    @Option(names = "--trim", description = "Leaves out blanks around fields.")
    private boolean trim;

    @Option(
            names = "--type",
            paramLabel = "COLUMN=TYPE",
            description = "The type of a column, such as long, decimal(18,2), timestamp(ns); may be repeated.")
    private Map<String, String> types = Map.of();

    @Option(
            names = "--decimal-separator",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What is before the fraction of a number (default: a point).")
    private Character decimalSeparator;

    @Option(
            names = "--grouping-separator",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What may be between the thousands of a number (default: nothing).")
    private Character groupingSeparator;

    @Option(names = "--percent-numbers", description = "Takes 12.5% for the number 0.125.")
    private boolean percentNumbers;

    @Option(names = "--accounting-negatives", description = "Takes (1.50) for a negative number.")
    private boolean accountingNegatives;

    @Option(
            names = "--currency-sign",
            paramLabel = "TEXT",
            description = "What a number may have before or after it, such as EUR or $; may be repeated.")
    private List<String> currencySigns = List.of();

    @Option(
            names = "--true-token",
            paramLabel = "TEXT",
            description = "What stands for true, with --false-token (default: true); may be repeated.")
    private List<String> trueTokens = List.of();

    @Option(
            names = "--false-token",
            paramLabel = "TEXT",
            description = "What stands for false, with --true-token (default: false); may be repeated.")
    private List<String> falseTokens = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "In which zone timestamps without one are, such as Europe/Berlin or Z (default: they are local).")
    private ZoneId zone;

    @Option(
            names = "--in-date-format",
            paramLabel = "PATTERN",
            description = "How dates that are read are written, such as dd.MM.uuuu.")
    private String dateFormat;

    @Option(
            names = "--in-time-format",
            paramLabel = "PATTERN",
            description = "How times of day that are read are written, such as HH:mm.")
    private String timeFormat;

    @Option(
            names = "--in-timestamp-format",
            paramLabel = "PATTERN",
            description = "How timestamps that are read are written, such as 'dd.MM.uuuu HH:mm:ss'.")
    private String timestampFormat;

    @Option(
            names = "--in-format",
            paramLabel = "COLUMN=PATTERN",
            description = "The same for one column, with its --type; may be repeated.")
    private Map<String, String> formats = Map.of();

    @Option(
            names = "--file-name-column",
            paramLabel = "NAME",
            description = "Adds a column with the name of the file that a row is from.")
    private String fileNameColumn;

    @Option(names = "--infer-decimals", description = "Numbers with a fraction are decimals, not doubles.")
    private boolean inferDecimals;

    @Option(names = "--infer-narrow-integers", description = "Whole numbers of 32 bits are ints, not longs.")
    private boolean inferNarrowIntegers;

    @Option(
            names = "--sample-rows",
            paramLabel = "N",
            description = "How many rows are looked at to infer types (default: 10000).")
    private Integer sampleRows;

    @Option(
            names = "--max-record-size",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "The longest record (default: 1m).")
    private Long maxRecordSize;

    @Option(
            names = "--window-size",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description =
                    "How much of a file each thread has in memory (default: 1m, or what the memory limit allows).")
    private Long windowSize;

    @Option(
            names = "--chunk-rows",
            paramLabel = "ROWS",
            description = "How many rows are parsed together at most (default: 16384).")
    private Integer chunkRows;

    @Option(names = "--windows", paramLabel = "read|map", description = "How files come into memory (default: read).")
    private WindowMode windows;

    @Mixin
    private FixedWidthFlags fixedWidth;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Spec(Spec.Target.SELF)
    private CommandSpec flags;

    /**
     * Refuses all flags where the input is of another kind.
     *
     * @throws IllegalArgumentException if any is given
     */
    void refuseUnlessCsv(boolean isCsv, Path input) {
        CommandLine.ParseResult given = command.commandLine().getParseResult();
        boolean used = flags.options().stream().anyMatch(flag -> given.hasMatchedOption(flag.longestName()));
        if (used && !isCsv) {
            throw new IllegalArgumentException("how CSV is read is set, but " + input + " is not CSV");
        }
    }

    /** Whether columns have places in the line. */
    boolean isFixedWidth() {
        return fixedWidth.isUsed();
    }

    private boolean saysDialect() {
        return noQuote
                || noHeader
                || Stream.of(delimiter, quote, escape, comment, lineEnd, skippedLines, skippedRows, headerRows, charset)
                        .anyMatch(Objects::nonNull);
    }

    /**
     * The options that the flags describe.
     *
     * @throws ParameterException if they contradict each other
     */
    CsvOptions options(BadRows badRows) {
        if (quote != null && noQuote) {
            throw wrong("--quote and --no-quote contradict each other: give one of them");
        }
        if (headerSeparator != null && headerRows == null) {
            throw wrong("--header-separator is for headers of several records: add --header-rows");
        }
        if (headerRows != null && noHeader) {
            throw wrong("--header-rows and --no-header contradict each other: give one of them");
        }
        try {
            CsvOptions.Builder options = CsvOptions.builder().badRows(badRows);
            if (isFixedWidth()) {
                options.fixedWidth(fixedWidth.layout());
            }
            if (saysDialect() || isFixedWidth()) {
                dialect(options);
            } else {
                options.detectDialect();
            }
            columns(options);
            values(options);
            formats(options);
            tuning(options);
            return options.build();
        } catch (IllegalArgumentException contradiction) {
            throw wrong(CsvFlagAdvice.of(contradiction.getMessage()));
        }
    }

    /** Whether it is said what a comment is. */
    boolean hasComments() {
        return comment != null;
    }

    private void dialect(CsvOptions.Builder options) {
        if (delimiter != null) {
            options.delimiter(FlagText.read(delimiter));
        }
        if (quote != null) {
            options.quote(quote);
        }
        if (noQuote) {
            options.noQuote();
        }
        if (escape != null) {
            options.escape(escape);
        }
        if (comment != null) {
            options.comment(comment);
        }
        if (skippedLines != null) {
            options.skipLines(skippedLines);
        }
        if (skippedRows != null) {
            options.skipRows(skippedRows);
        }
        if (headerRows != null) {
            options.headerRows(headerRows, headerSeparator == null ? "_" : headerSeparator);
        }
        if (charset != null) {
            options.charset(charset);
        }
        if (noHeader) {
            options.noHeader();
        }
        if (lineEnd == LineEnd.ANY) {
            options.anyLineEnd();
        } else if (lineEnd != null) {
            options.lineEnd(
                    switch (lineEnd) {
                        case CR -> "\r";
                        case CRLF -> "\r\n";
                        default -> "\n";
                    });
        }
    }

    private void columns(CsvOptions.Builder options) {
        if (names != null) {
            options.names(names);
        }
        if (fileNameColumn != null) {
            options.fileNameColumn(fileNameColumn);
        }
        if (renameColumns) {
            options.renameColumns();
        }
        types.forEach((column, type) -> options.type(column, TypeName.parse(type)));
        if (schema != null) {
            options.schema(TypeName.parseSchema(schema));
        }
    }

    private void values(CsvOptions.Builder options) {
        options.trim(trim).inferDecimals(inferDecimals).inferNarrowIntegers(inferNarrowIntegers);
        options.nullTokens(nullTokens.toArray(String[]::new));
        columnNullTokens(options);
        if (invalidBytes != null) {
            options.invalidBytes(invalidBytes);
        }
        if (sampleRows != null) {
            options.sampleSize(sampleRows);
        }
        if (maxRecordSize != null) {
            options.maximumRecordSize((int) Math.min(maxRecordSize, Integer.MAX_VALUE));
        }
    }

    private void columnNullTokens(CsvOptions.Builder options) {
        Map<String, List<String>> tokens = new LinkedHashMap<>();
        for (String flag : columnNullTokens) {
            int sign = flag.indexOf('=');
            if (sign < 0) {
                throw wrong("--column-null-token must be COLUMN=TEXT, not '" + flag + "'");
            }
            tokens.computeIfAbsent(flag.substring(0, sign), column -> new ArrayList<>())
                    .add(flag.substring(sign + 1));
        }
        tokens.forEach((column, texts) -> options.columnNullTokens(column, texts.toArray(String[]::new)));
    }

    private void tuning(CsvOptions.Builder options) {
        if (windowSize != null) {
            options.windowSize((int) Math.min(windowSize, Integer.MAX_VALUE));
        }
        if (chunkRows != null) {
            options.chunkSize(chunkRows);
        }
        if (windows != null) {
            options.windows(windows);
        }
    }

    private void formats(CsvOptions.Builder options) {
        if (decimalSeparator != null) {
            options.decimalSeparator(decimalSeparator);
        }
        if (groupingSeparator != null) {
            options.groupingSeparator(groupingSeparator);
        }
        if (percentNumbers) {
            options.percentNumbers();
        }
        if (accountingNegatives) {
            options.accountingNegatives();
        }
        options.currencySigns(currencySigns.toArray(String[]::new));
        if (!trueTokens.isEmpty()) {
            options.trueTokens(trueTokens.toArray(String[]::new));
        }
        if (!falseTokens.isEmpty()) {
            options.falseTokens(falseTokens.toArray(String[]::new));
        }
        if (zone != null) {
            options.zone(zone);
        }
        if (dateFormat != null) {
            options.dateFormat(dateFormat);
        }
        if (timeFormat != null) {
            options.timeFormat(timeFormat);
        }
        if (timestampFormat != null) {
            options.timestampFormat(timestampFormat);
        }
        formats.forEach(options::format);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
