package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Leaves out rows that were there before, and a lesson on grouping without aggregates: a row that is different in all columns is a
 * group of its own. With {@code --by}, the first row of each group stays whole.
 */
@Command(name = "distinct", description = "Each different row of a CSV once, in the order of first appearance.")
final class Distinct implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "The CSV to read, or - for standard input.")
    private Path file;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "COLUMN",
            description = "Rows with equal values here are the same, and the first one stays (default: all columns).")
    private List<String> columns;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    /** Describes the rows that stay, by some columns or, if there are none, by all. */
    static Pipeline query(Pipeline rows, List<String> keys) {
        return keys.isEmpty() ? rows.distinct() : rows.distinctBy(keys.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        List<String> keys = columns == null ? List.of() : columns;
        return options.write(List.of(file), output, execution -> query(CsvArgument.scan(file), keys));
    }
}
