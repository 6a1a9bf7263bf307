package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The questions of db-benchmark on groups, and a lesson on state: what a group needs is held, its rows are not. Question 1 holds
 * a handful of groups; question 10 has nearly as many groups as rows.
 */
@Command(name = "h2o-groupby", description = "A question of db-benchmark on groups, 1 to 10.")
final class H2oGroupBy implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "QUESTION", description = "Which one, 1 to 10.")
    private int question;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "What generate h2o-groupby has made.")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    /** Describes the scan. */
    static Pipeline scan(Path file) {
        Schema schema = Schema.builder()
                .add("id1", DataType.STRING)
                .add("id2", DataType.STRING)
                .add("id3", DataType.STRING)
                .add("id4", DataType.INT)
                .add("id5", DataType.INT)
                .add("id6", DataType.INT)
                .add("v1", DataType.INT)
                .add("v2", DataType.INT)
                .add("v3", DataType.DOUBLE)
                .build();
        return Csv.scan(file, CsvOptions.builder().schema(schema).build());
    }

    @Override
    public Integer call() throws Exception {
        GroupByQuestion asked = GroupByQuestion.numbered(question);
        return options.write(List.of(file), output, execution -> asked.of(scan(file)));
    }
}
