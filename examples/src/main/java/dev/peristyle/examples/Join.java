package dev.peristyle.examples;

import static dev.peristyle.JoinOn.on;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Joins two CSV files by columns that have the same names in both, and a lesson on what a join keeps: rows of both sides that
 * match, and by its kind those of one side that do not.
 *
 * <p>The right file is held and the left one flows by, so the smaller one should be the right. A key that is null matches nothing.
 */
@Command(name = "join", description = "Joins two CSV files by columns that both have.")
final class Join implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(index = "0", paramLabel = "LEFT", description = "The CSV whose order is kept.")
    private Path left;

    @Parameters(
            index = "1",
            paramLabel = "RIGHT",
            description = "The CSV to join, the smaller one if there is a choice.")
    private Path right;

    @Option(
            names = "--on",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of both that have to be equal.")
    private List<String> columns;

    @Option(
            names = "--how",
            paramLabel = "KIND",
            description = "inner, left, right, full, semi or anti (default: inner).")
    private JoinKind kind = JoinKind.INNER;

    @Option(
            names = "--suffix",
            paramLabel = "TEXT",
            description = "Added to other names of the right that the left has too (default: ${DEFAULT-VALUE}).")
    private String suffix = "_right";

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    @Override
    public Integer call() throws Exception {
        JoinOn keys = on(columns.get(0), columns.subList(1, columns.size()).toArray(String[]::new))
                .suffix(suffix);
        return options.write(
                List.of(left, right),
                output,
                execution -> CsvArgument.scan(left).join(CsvArgument.scan(right), kind, keys));
    }
}
