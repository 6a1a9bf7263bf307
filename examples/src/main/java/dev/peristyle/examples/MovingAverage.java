package dev.peristyle.examples;

import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.WindowFunctions.over;

import dev.peristyle.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Adds the mean of a column over the last rows, and a lesson on windows: which rows belong together ({@code --per}), in which
 * order ({@code --by}), and how many of them a row looks at ({@code --rows}).
 *
 * <p>The rows stay in the order of the file. A group may be larger than the memory.
 */
@Command(name = "moving-average", description = "Adds the mean of a column over the last rows.")
final class MovingAverage implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "The CSV to read.")
    private Path file;

    @Option(names = "--of", required = true, paramLabel = "COLUMN", description = "The numbers.")
    private String value;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "COLUMN[:desc]",
            description = "The order of the rows, such as a day.")
    private String order;

    @Option(
            names = "--per",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns whose rows belong together (default: all rows do).")
    private List<String> groups = List.of();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many rows, the row itself included (default: ${DEFAULT-VALUE}).")
    private long rows = 7;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    @Override
    public Integer call() throws Exception {
        Window window = window().orderBy(Sort.key(order)).rows(1 - rows, 0);
        return options.write(
                List.of(file),
                output,
                execution -> CsvArgument.scan(file)
                        .window(window, over(mean(col(value))).as(value + "_mean")));
    }

    private Window window() {
        return groups.isEmpty()
                ? Window.everything()
                : Window.partitionBy(
                        groups.get(0), groups.subList(1, groups.size()).toArray(String[]::new));
    }
}
