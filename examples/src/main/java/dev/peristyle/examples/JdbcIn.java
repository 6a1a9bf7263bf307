package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.jdbc.Jdbc;
import dev.peristyle.jdbc.JdbcReadOptions;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a query gives to a file, and a lesson on databases: a query is a source as any other, in parts where it has a column to divide it by. */
@Command(name = "jdbc-in", description = "Writes the rows of a query to a file: .csv, .arrow, .npy, .npz or .bin.")
final class JdbcIn implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Mixin
    private JdbcFlags database;

    @Parameters(index = "0", paramLabel = "URL", description = "Such as jdbc:postgresql://host/database.")
    private String url;

    @Parameters(index = "1", paramLabel = "QUERY", description = "A statement that selects rows.")
    private String query;

    @Parameters(index = "2", paramLabel = "OUT", description = "The file to write; - is standard output, as CSV.")
    private Path output;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT.json",
            description = "What the records of a file .bin are, as JSON.")
    private Path layout;

    @Option(names = "--fetch-rows", paramLabel = "N", description = "Rows that the driver holds at a time.")
    private int fetchRows = 4096;

    @Option(
            names = "--divide-by",
            paramLabel = "COLUMN",
            description = "An integer, a decimal, a date or a timestamp by which parts are read at the same time.")
    private String partitionColumn;

    @Option(names = "--parts", paramLabel = "N", description = "How many (default: 4).")
    private int parts = 4;

    @Option(names = "--order-by", split = ",", paramLabel = "COLUMN", description = "Has the database sort the rows.")
    private List<String> order = List.of();

    @Mixin
    private CsvWriteFlags written;

    @Override
    public Integer call() throws Exception {
        JdbcReadOptions.Builder reading = JdbcReadOptions.builder()
                .fetchRows(fetchRows)
                .copy(database.copies())
                .orderBy(order.toArray(String[]::new));
        if (partitionColumn != null) {
            reading.partitionBy(partitionColumn, parts);
        }
        Sink text = written.sink(output);
        FileFormat to = text == null ? FileFormat.of(output) : FileFormat.CSV;
        long start = System.nanoTime();
        long count = options.run(execution -> {
            Pipeline rows =
                    Jdbc.scan(database.connections(url), query, reading.build()).using(execution);
            return rows.write(text == null ? to.to(output, layout, rows) : text);
        });
        System.err.printf(
                Locale.ROOT,
                "read %,d rows in %.2f s, peak resident memory %s%n",
                count,
                (System.nanoTime() - start) / 1e9,
                PeakMemory.text());
        return CommandLine.ExitCode.OK;
    }
}
