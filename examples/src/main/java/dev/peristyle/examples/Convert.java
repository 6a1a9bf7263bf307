package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Converts a file to another kind, and a lesson on sources and sinks: whatever a pipeline reads, it writes to any other.
 *
 * <p>The kind is told by the end of the name: {@code .csv}, which may be compressed if it is read, as {@code .csv.gz} or {@code .csv.zst}, {@code .arrow} for column files, {@code .npy} for NumPy, {@code .bin} for
 * records of one width, which {@link LayoutFile a file of JSON} describes. An array of NumPy has room for the longest text in each row, so that a file with text is read
 * twice on the way to one.
 */
@Command(
        name = "convert",
        description =
                "Converts between CSV (also .csv.gz and .csv.zst, to read), Arrow's .arrow, NumPy's .npy and .bin, records of one width.")
final class Convert implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path output;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT.json",
            description = "What the records of a file .bin are, as JSON: byteOrder, recordLength, fields.")
    private Path layout;

    @Override
    public Integer call() throws Exception {
        FileFormat from = FileFormat.ofInput(input);
        FileFormat to = FileFormat.of(output);
        return options.measure(input, execution -> {
            Pipeline rows = from.scan(input, layout).using(execution);
            rows.write(to.to(output, layout, rows));
            return "";
        });
    }
}
