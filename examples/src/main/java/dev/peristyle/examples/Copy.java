package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Copies a file, and a lesson on restarts: kill it at any moment, start it with the same arguments, and it goes on where it was. The copy is the same as
 * if it had not been killed.
 *
 * <p>The kinds of files are told by the ends of their names, as by {@link Convert}.
 */
@Command(
        name = "copy",
        description = "Copies a CSV or a column file (.arrow) to a CSV or a column file; goes on after a kill.")
final class Copy implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path output;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            required = true,
            description = "Where it is noted how far the copy is. If the file is there, the copy goes on from it.")
    private Path checkpoint;

    @Option(
            names = "--every",
            paramLabel = "ROWS",
            description = "After how many rows that is noted. By default after each 32 MB of input.")
    private long rows;

    @Override
    public Integer call() throws Exception {
        boolean goesOn = Files.exists(checkpoint);
        Checkpoint place = rows == 0
                ? Checkpoint.at(checkpoint)
                : Checkpoint.at(checkpoint).everyRows(rows);
        return options.measure(List.of(input), execution -> {
            Pipeline all = FileFormat.ofInput(input).scan(input, null).using(execution);
            long written = all.write(FileFormat.of(output).to(output, null, all), place);
            return String.format(
                    Locale.ROOT,
                    "%s%s has %,d rows%n",
                    goesOn ? "went on from " + checkpoint + "; " : "",
                    output,
                    written);
        });
    }
}
