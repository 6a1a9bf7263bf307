package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.csv.CsvWriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Applies changes to a CSV by key, and a lesson on outputs: the file that is written is whole or it is not there, so it may be the
 * base itself, which stays what it was if anything fails.
 *
 * <p>The changes are held and the base flows by, so a few changes to a large file take little memory. Columns of the changes have the
 * types of the base, because a key that is a number on one side and text on the other would match nothing.
 */
@Command(
        name = "upsert",
        description = "Replaces rows of a CSV by those of another one with the same keys, and appends what is new.")
final class Upsert implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(index = "0", paramLabel = "BASE", description = "The CSV whose order is kept.")
    private Path base;

    @Parameters(
            index = "1",
            paramLabel = "CHANGES",
            description = "The CSV of new rows, with the same columns; the last one of a key counts.")
    private Path changes;

    @Option(
            names = "--on",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that tell rows apart.")
    private List<String> columns;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    @Override
    public Integer call() throws Exception {
        // the rows of the base that have not changed are among the new ones
        CsvWriteOptions overBase = CsvWriteOptions.builder().replaceInput().build();
        return options.write(List.of(base, changes), output, overBase, execution -> {
            Pipeline rows = Csv.scan(base);
            CsvOptions asBase = CsvOptions.builder().schema(rows.schema()).build();
            return rows.upsert(Csv.scan(changes, asBase), columns.toArray(String[]::new));
        });
    }
}
