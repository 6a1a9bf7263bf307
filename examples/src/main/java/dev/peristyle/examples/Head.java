package dev.peristyle.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the first rows of a file of any kind, and a lesson on limits: what is behind the last row that is wanted is never read. */
@Command(name = "head", description = "Shows the first rows of a file as a table.")
final class Head implements Callable<Integer> {

    private static final int MAX_ROWS = 100_000;

    @Mixin
    private RunOptions options;

    @Mixin
    private InputOptions input;

    @Mixin
    private BadRowOptions badRows;

    @Mixin
    private CsvReadFlags read;

    @Option(
            names = {"-n", "--rows"},
            paramLabel = "N",
            description = "How many rows, at most 100,000 (default: ${DEFAULT-VALUE}).")
    private int rows = 10;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rows < 0 || rows > MAX_ROWS) {
            throw new ParameterException(
                    spec.commandLine(), "--rows must be 0 to 100000, not " + rows + "; convert FILE - writes all rows");
        }
        String table = options.run(execution ->
                TextTable.of(input.scan(read, badRows).using(execution).limit(rows)));
        System.out.print(table);
        System.out.flush();
        return badRows.tell(options.lastReport(), ExitCode.OK);
    }
}
