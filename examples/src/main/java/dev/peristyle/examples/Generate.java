package dev.peristyle.examples;

import dev.peristyle.execution.Execution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Makes the data that the other commands read: {@code generate lineitem} and {@code generate measurements}.
 *
 * <p>The same arguments always give the same bytes, whatever the number of threads: a file is a sequence of blocks and each
 * block depends on its number alone.
 */
@Command(
        name = "generate",
        description = "Makes a file to try the other commands on.",
        synopsisSubcommandLabel = "COMMAND")
final class Generate {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "lineitem",
            description =
                    "TPC-H's largest table as CSV: 6 million rows and 755 MB at scale 1. Holds 300 MB of text on the heap.")
    void lineitem(
            @Mixin RunOptions options,
            @Option(
                            names = "--scale",
                            required = true,
                            paramLabel = "S",
                            description = "Scale factor, such as 1 or 0.01.")
                    double scale,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file)
            throws Exception {
        if (!(scale > 0 && scale <= 1000)) {
            throw new ParameterException(spec.commandLine(), "--scale must be above 0 and at most 1000, not " + scale);
        }
        options.run(execution -> write(new LineitemBlocks(scale), file, execution));
    }

    @Command(
            name = "measurements",
            description = "The One Billion Row Challenge's file: station;temperature, 19 MB a million rows.")
    void measurements(
            @Mixin RunOptions options,
            @Option(names = "--rows", required = true, paramLabel = "N", description = "Rows to write.") long rows,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            paramLabel = "SEED",
                            description = "Another seed, other rows.")
                    long seed,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file)
            throws Exception {
        if (rows < 1) {
            throw new ParameterException(spec.commandLine(), "--rows must be 1 or more, not " + rows);
        }
        options.run(execution -> write(new MeasurementBlocks(rows, seed), file, execution));
    }

    private static Path write(BlockSource source, Path file, Execution execution) throws IOException {
        long start = System.nanoTime();
        BlockFileWriter writer = new BlockFileWriter(source, execution);
        writer.write(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.err.printf(
                Locale.ROOT,
                "wrote %s: %,d rows, %,d bytes in %.1f s (%.0f MB/s)%n",
                file,
                writer.rows(),
                writer.bytes(),
                seconds,
                writer.bytes() / 1e6 / seconds);
        return file;
    }
}
