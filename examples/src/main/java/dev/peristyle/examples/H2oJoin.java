package dev.peristyle.examples;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The questions of db-benchmark on joins, and a lesson on sizes: the right side of a join is held, and here it is a handful of rows,
 * a thousandth of the left one, or as large as that.
 */
@Command(name = "h2o-join", description = "A question of db-benchmark on joins, 1 to 5.")
final class H2oJoin implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "QUESTION", description = "Which one, 1 to 5.")
    private int question;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "What generate h2o-join has made.")
    private Path directory;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    @Override
    public Integer call() throws Exception {
        JoinQuestion asked = JoinQuestion.numbered(question);
        return options.write(asked.files(directory), output, execution -> asked.of(directory));
    }
}
