package dev.peristyle.examples;

import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.jdbc.Jdbc;
import dev.peristyle.jdbc.JdbcWriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a file to a table, and a lesson on what becomes of rows that a database refuses. With rows that were left out the exit code is 3. */
@Command(name = "jdbc-out", description = "Writes a file to a table of a database: .csv, .arrow, .npy, .npz or .bin.")
final class JdbcOut implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Mixin
    private JdbcFlags database;

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read; - is standard input, as CSV.")
    private Path input;

    @Parameters(index = "1", paramLabel = "URL", description = "Such as jdbc:postgresql://host/database.")
    private String url;

    @Parameters(index = "2", paramLabel = "TABLE", description = "As it is written in statements.")
    private String table;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT.json",
            description = "What the records of a file .bin are, as JSON.")
    private Path layout;

    @Option(names = "--batch-rows", paramLabel = "N", description = "Rows that go to the database together.")
    private int batchRows = 1000;

    @Option(
            names = "--commit-batches",
            description = "Makes each batch a transaction, where all rows are one otherwise.")
    private boolean commits;

    @Option(names = "--create", description = "Makes the table if it is not there.")
    private boolean creates;

    @Option(
            names = "--upsert",
            split = ",",
            paramLabel = "COLUMN",
            description = "Replaces rows that are there with the same values of these columns.")
    private List<String> keys = List.of();

    @Option(
            names = "--skip-rejected",
            paramLabel = "N",
            description = "Leaves out up to so many rows that the database refuses, and counts them.")
    private Long maxRejects;

    @Option(
            names = "--rejected-to",
            paramLabel = "FILE",
            description =
                    "Leaves out rows that the database refuses, as --skip-rejected does, and writes them to a CSV.")
    private Path rejected;

    @Mixin
    private CsvReadFlags read;

    @Mixin
    private BadRowOptions badRows;

    @Override
    public Integer call() throws Exception {
        JdbcWriteOptions.Builder writing =
                JdbcWriteOptions.builder().batchRows(batchRows).copy(database.copies());
        if (maxRejects != null) {
            writing.skipRejected(maxRejects);
        }
        if (rejected != null) {
            writing.rejectTo(Csv.to(rejected));
        }
        if (commits) {
            writing.commitBatches();
        }
        if (creates) {
            writing.createTable();
        }
        if (!keys.isEmpty()) {
            writing.upsert(keys.toArray(String[]::new));
        }
        FileFormat from = FileFormat.ofInput(input);
        CsvOptions csv = read.options(badRows.policy());
        read.refuseUnlessCsv(from == FileFormat.CSV, input);
        int code = options.measure(List.of(input), execution -> {
            from.scan(List.of(input), layout, csv)
                    .using(execution)
                    .write(Jdbc.to(database.connections(url), table, writing.build()));
            return "";
        });
        return badRows.tell(options.lastReport(), code);
    }
}
