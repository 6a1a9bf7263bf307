package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.spi.Sink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Converts a file to another kind, and a lesson on sources and sinks: whatever a pipeline reads, it writes to any other.
 *
 * <p>The kind is told by the end of the name: {@code .csv}, which may be compressed, as {@code .csv.gz} or {@code .csv.zst}, {@code .arrow} for column files, {@code .arrows} for column streams, {@code .npy} and {@code .npz} for NumPy, {@code .bin} for
 * records of one width, which {@link LayoutFile a file of JSON} describes. An array of NumPy has room for the longest text in each row, so that a file with text is read
 * twice on the way to one.
 *
 * <p>With {@code --positions} the input is fixed-width text, with {@code --out-positions} the output.
 *
 * <p>{@code -} for the output is CSV to standard output; with {@code --partition-by} and its like it is a directory of CSV files. How CSV is read is told by
 * {@link CsvReadFlags}, or found out where they say nothing of the dialect; how it is written, by {@link CsvWriteFlags}.
 *
 * <p>Records of a CSV that cannot be taken end the run, or are left out and counted, as {@link BadRowOptions} say; then the exit code is 3.
 */
@Command(
        name = "convert",
        description =
                "Converts between CSV (also .csv.gz and .csv.zst), Arrow's .arrow and .arrows, NumPy's .npy and .npz, and .bin, records of one width.")
final class Convert implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(
            arity = "2..*",
            paramLabel = "IN... OUT",
            description =
                    "The files to read, of one kind and with the same columns, or patterns of them such as 'data/*.csv', and the"
                            + " file to write; - is standard output, as CSV.")
    private List<Path> files;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT.json",
            description = "What the records of a file .bin are, as JSON: byteOrder, recordLength, fields.")
    private Path layout;

    @Option(
            names = "--comments",
            paramLabel = "FILE",
            description = "With --comment: writes the comments of the CSVs that are read to this file, a line each.")
    private Path comments;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BadRowOptions badRows;

    @Mixin
    private CsvReadFlags read;

    @Mixin
    private CsvWriteFlags written;

    @Override
    public Integer call() throws Exception {
        List<Path> inputs = CsvArgument.files(files.subList(0, files.size() - 1));
        Path output = files.get(files.size() - 1);
        FileFormat from = formatOf(inputs.get(0));
        for (Path input : inputs) {
            if (formatOf(input) != from) {
                throw new IllegalArgumentException(input + " is of another kind than " + inputs.get(0));
            }
        }
        Sink text = written.sink(output);
        FileFormat to = text == null ? FileFormat.of(output) : FileFormat.CSV;
        CsvOptions csv = read.options(badRows.policy());
        read.refuseUnlessCsv(from == FileFormat.CSV, inputs.get(0));
        checkComments(inputs);
        int code = options.measure(inputs, execution -> {
            Pipeline rows = from.scan(inputs, layout, csv).using(execution);
            rows.write(text == null ? to.to(output, layout, rows) : text);
            return "";
        });
        writeComments(inputs, csv);
        return badRows.tell(options.lastReport(), code);
    }

    private void checkComments(List<Path> inputs) {
        if (comments != null && !read.hasComments()) {
            throw new ParameterException(
                    spec.commandLine(), "--comments needs to know what a comment is: add --comment CHARACTER");
        }
        if (comments != null && inputs.stream().anyMatch(CsvArgument::isStandardInput)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--comments reads the files a second time, which standard input (-) does not allow: leave it out");
        }
    }

    private void writeComments(List<Path> inputs, CsvOptions csv) throws IOException {
        if (comments == null) {
            return;
        }
        try (BufferedWriter out = Files.newBufferedWriter(comments)) {
            for (Path input : inputs) {
                Csv.comments(input, csv, comment -> writeLine(out, comment.text()));
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static void writeLine(BufferedWriter out, String text) {
        try {
            out.write(text);
            out.newLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Fixed-width text may be called anything. */
    private FileFormat formatOf(Path input) throws IOException {
        return read.isFixedWidth() ? FileFormat.CSV : FileFormat.ofInput(input);
    }
}
