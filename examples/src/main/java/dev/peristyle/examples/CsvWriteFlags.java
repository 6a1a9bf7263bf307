package dev.peristyle.examples;

import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.columnfile.ColumnFileWriteOptions;
import dev.peristyle.columnfile.ColumnStream;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvWriteOptions;
import dev.peristyle.csv.Quoting;
import dev.peristyle.file.Parts;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a CSV is written, as flags of a command; what is compressed may be a column file too. */
final class CsvWriteFlags {

    /** What column files have too. */
    private static final List<String> OF_COLUMN_FILES =
            List.of("--compression", "--dictionary", "--choose-dictionaries");

    /** What {@code --line-end} knows. */
    enum LineEnd {
        LF("\n"),
        CRLF("\r\n"),
        CR("\r");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }
    }

    @Option(
            names = "--out-delimiter",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What separates the fields that are written; \\t is a tab (default: ,).")
    private Character delimiter;

    @Option(
            names = "--out-quote",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "What encloses fields that are written (default: \").")
    private Character quote;

    @Option(
            names = "--quoting",
            paramLabel = "minimal|all|non_numeric",
            description = "Which fields are written in quotes (default: minimal).")
    private Quoting quoting;

    @Option(names = "--null-text", paramLabel = "TEXT", description = "What is written for null (default: nothing).")
    private String nullText;

    @Option(
            names = "--line-end",
            paramLabel = "lf|crlf|cr",
            description = "What ends a record that is written (default: lf).")
    private LineEnd lineEnd;

    @Option(names = "--bom", description = "Begins the file with a byte order mark.")
    private boolean byteOrderMark;

    @Option(names = "--no-out-header", description = "Writes no names of columns.")
    private boolean noHeader;

    @Option(
            names = "--formula-guard",
            description = "Puts an apostrophe before texts that a spreadsheet would compute.")
    private boolean formulaGuard;

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "How dates are written, such as dd.MM.uuuu.")
    private String dateFormat;

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description = "How times of day are written, such as HH:mm.")
    private String timeFormat;

    @Option(
            names = "--timestamp-format",
            paramLabel = "PATTERN",
            description = "How timestamps are written, such as 'uuuu-MM-dd HH:mm:ss'.")
    private String timestampFormat;

    @Option(
            names = "--format",
            paramLabel = "COLUMN=PATTERN",
            description = "How the dates or times of one column are written; may be repeated.")
    private Map<String, String> formats = Map.of();

    @Option(
            names = "--decimal-places",
            paramLabel = "N",
            description = "Digits after the point of decimals and floating-point numbers (default: those they have).")
    private Integer decimalPlaces;

    @Option(
            names = "--column-decimal-places",
            paramLabel = "COLUMN=N",
            description = "The same for one column; may be repeated.")
    private Map<String, Integer> columnDecimalPlaces = Map.of();

    @Option(
            names = "--compression",
            paramLabel = "none|gzip|zstd|lz4",
            description =
                    "What the output is compressed with: CSV with gzip or zstd (default: what .gz or .zst at the end"
                            + " of its name says), the batches of .arrow with lz4 or zstd (default: none).")
    private OutputCompression compression;

    @Option(
            names = "--dictionary",
            paramLabel = "COLUMNS",
            split = ",",
            description = "Columns of few different texts, each of which is written once in a file .arrow.")
    private String[] dictionary;

    @Option(
            names = "--choose-dictionaries",
            description =
                    "Does the same in a file .arrow with columns of few different texts that are found by its first rows.")
    private boolean chooseDictionaries;

    @Option(names = "--append", description = "Adds the rows to a CSV that is there, with the same header.")
    private boolean append;

    @Option(
            names = "--in-place",
            description = "Writes to the file itself, for one that cannot be replaced; it is not whole or absent then.")
    private boolean inPlace;

    @Option(
            names = "--replace-input",
            description = "Lets the output be a file that is read: the rows take its place once all are written.")
    private boolean replaceInput;

    @Option(
            names = "--partition-by",
            paramLabel = "COLUMNS",
            split = ",",
            description = "Makes a directory OUT with one for each value of these columns in it, such as"
                    + " country=DE/month=3/part-0.csv.")
    private String[] partitionColumns;

    @Option(
            names = "--rows-per-file",
            paramLabel = "N",
            description = "Makes a directory OUT with files of so many rows.")
    private Long rowsPerFile;

    @Option(
            names = "--bytes-per-file",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "Makes a directory OUT with files of so many bytes, before they are compressed.")
    private Long bytesPerFile;

    @Mixin
    private FixedWidthWriteFlags fixedWidth;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Spec(Spec.Target.SELF)
    private CommandSpec flags;

    /**
     * Where CSV, or what is compressed, goes.
     *
     * @param output the last argument of the command; {@code -} is standard output
     * @return null if the output is no CSV and nothing is set
     * @throws IllegalArgumentException if flags are given for another kind of file
     */
    Sink sink(Path output) {
        Parts parts = parts();
        if ((dictionary != null || chooseDictionaries) && !FileFormat.ARROW.isOf(output)) {
            throw new IllegalArgumentException((dictionary != null ? "--dictionary" : "--choose-dictionaries")
                    + " is for files .arrow, which " + output + " is not");
        }
        if (output.toString().equals("-")) {
            if (parts != null) {
                throw new IllegalArgumentException("standard output cannot be divided into files; name a directory");
            }
            return Csv.to(new StandardOutput(), options());
        }
        if (parts != null) {
            return Csv.toDirectory(output, parts, options());
        }
        if (FileFormat.isCsv(output) || fixedWidth.isUsed()) {
            return Csv.to(output, options());
        }
        CommandLine.ParseResult given = command.commandLine().getParseResult();
        List<String> set = flags.options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .filter(given::hasMatchedOption)
                .toList();
        if (!set.isEmpty() && FileFormat.ARROW.isOf(output) && OF_COLUMN_FILES.containsAll(set)) {
            return ColumnFile.to(output, columnFileOptions());
        }
        if (!set.isEmpty() && FileFormat.ARROWS.isOf(output) && OF_COLUMN_FILES.containsAll(set)) {
            return ColumnStream.to(output, columnFileOptions());
        }
        if (!set.isEmpty()) {
            throw new IllegalArgumentException("how CSV is written is set, but " + output + " is not CSV");
        }
        return null;
    }

    private ColumnFileWriteOptions columnFileOptions() {
        ColumnFileWriteOptions.Builder options = ColumnFileWriteOptions.builder();
        if (compression != null) {
            options.compression(compression.ofColumns());
        }
        if (dictionary != null) {
            options.dictionary(dictionary);
        }
        if (chooseDictionaries) {
            options.chooseDictionaries();
        }
        return options.build();
    }

    private Parts parts() {
        if (partitionColumns == null && rowsPerFile == null && bytesPerFile == null) {
            return null;
        }
        Parts parts = Parts.by(partitionColumns == null ? new String[0] : partitionColumns);
        if (rowsPerFile != null) {
            parts = parts.maxRows(rowsPerFile);
        }
        return bytesPerFile == null ? parts : parts.maxBytes(bytesPerFile);
    }

    /** The options that the flags describe. */
    private CsvWriteOptions options() {
        CsvWriteOptions.Builder options = CsvWriteOptions.builder();
        if (delimiter != null) {
            options.delimiter(delimiter);
        }
        if (quote != null) {
            options.quote(quote);
        }
        if (quoting != null) {
            options.quoting(quoting);
        }
        if (nullText != null) {
            options.nullText(nullText);
        }
        if (lineEnd != null) {
            options.lineEnd(lineEnd.text);
        }
        if (compression != null) {
            options.compression(compression.ofText());
        }
        switches(options);
        formats(options);
        fixedWidth.set(options);
        return options.build();
    }

    private void switches(CsvWriteOptions.Builder options) {
        if (byteOrderMark) {
            options.byteOrderMark();
        }
        if (noHeader) {
            options.noHeader();
        }
        if (formulaGuard) {
            options.formulaGuard();
        }
        if (append) {
            options.append();
        }
        if (inPlace) {
            options.inPlace();
        }
        if (replaceInput) {
            options.replaceInput();
        }
    }

    private void formats(CsvWriteOptions.Builder options) {
        if (dateFormat != null) {
            options.dateFormat(dateFormat);
        }
        if (timeFormat != null) {
            options.timeFormat(timeFormat);
        }
        if (timestampFormat != null) {
            options.timestampFormat(timestampFormat);
        }
        if (decimalPlaces != null) {
            options.decimalPlaces(decimalPlaces);
        }
        formats.forEach(options::format);
        columnDecimalPlaces.forEach(options::decimalPlaces);
    }
}
