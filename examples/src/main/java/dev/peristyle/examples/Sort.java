package dev.peristyle.examples;

import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.SortKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sorts a CSV by some of its columns, and a lesson on types that are inferred: a column of numbers is in the order of numbers
 * because a sample of the file says that it is one.
 *
 * <p>Rows that are equal in all keys keep their order.
 */
@Command(name = "sort", description = "Sorts a CSV by some of its columns.")
final class Sort implements Callable<Integer> {

    private static final String DESCENDING = ":desc";
    private static final String ASCENDING = ":asc";

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "The CSV to sort, or - for standard input.")
    private Path file;

    @Option(
            names = "--by",
            required = true,
            split = ",",
            paramLabel = "COLUMN[:desc]",
            description = "What decides, the first one first: country,revenue:desc")
    private List<String> columns;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    /** What a part of {@code --by} asks for. */
    static SortKey key(String text) {
        if (text.endsWith(DESCENDING)) {
            return desc(text.substring(0, text.length() - DESCENDING.length()));
        }
        return asc(text.endsWith(ASCENDING) ? text.substring(0, text.length() - ASCENDING.length()) : text);
    }

    @Override
    public Integer call() throws Exception {
        SortKey[] keys = columns.stream().map(Sort::key).toArray(SortKey[]::new);
        return options.write(
                List.of(file), output, execution -> CsvArgument.scan(file).sortBy(keys));
    }
}
