package dev.peristyle.examples;

import dev.peristyle.execution.CancellationToken;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The door to the examples: one command each, see {@code --help}. */
@Command(
        name = "peristyle-examples",
        description = "Programs that show Peristyle at work.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, with the reason on standard error",
            "2:wrong usage",
            "3:done, but records of a CSV were left out"
        },
        subcommands = {
            Generate.class,
            PricingSummary.class,
            ForecastRevenue.class,
            Measurements.class,
            ShopReport.class,
            Etl.class,
            Convert.class,
            Copy.class,
            JdbcIn.class,
            JdbcOut.class,
            Head.class,
            Stats.class,
            Detect.class,
            Verify.class,
            Functions.class,
            Sort.class,
            Distinct.class,
            Upsert.class,
            H2oGroupBy.class,
            H2oJoin.class,
            Join.class,
            MovingAverage.class,
            Metrics.class,
            Tpch.class,
            Completion.class
        })
public final class Main implements Callable<Integer> {

    /** Read by picocli alone. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this text.")
    private boolean help;

    /** Read by picocli alone. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the versions of this program and of Java.")
    private boolean version;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Shows where an error came from.")
    private boolean stacktrace;

    @Option(
            names = "--make-cache",
            description = {
                "Makes a cache of classes beside this jar, and a script that starts the jar with it:",
                "each process then needs less CPU time."
            })
    private boolean makesCache;

    @Spec
    private CommandSpec spec;

    private final CancellationToken cancellation;

    private Main(CancellationToken cancellation) {
        this.cancellation = cancellation;
    }

    /**
     * Runs a command and leaves the JVM with its exit code: 0 done, 1 failed, 2 wrong usage, 3 done, but records were left out.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        try (CancelOnShutdown shutdown = new CancelOnShutdown()) {
            return new Main(shutdown.cancellation()).execute(arguments);
        }
    }

    private int execute(String... arguments) {
        try {
            return new CommandLine(this)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExecutionStrategy(this::runLast)
                    .setExecutionExceptionHandler((failure, command, parsed) -> report(
                            failure, command.getCommandSpec().optionsMap().containsKey(CsvReadFlags.DELIMITER)))
                    .execute(arguments);
        } catch (OutOfMemoryError | IllegalAccessError failure) {
            // a heap that is too small, or packages of the JDK that a flag forbids to open
            return report(failure, false);
        }
    }

    /** Without a command. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!makesCache) {
            throw new ParameterException(spec.commandLine(), "name a command");
        }
        StartupCache cache = StartupCache.ofThisJar();
        cache.make();
        System.err.printf(
                Locale.ROOT,
                "wrote %s: %,d bytes%nwrote %s: start commands with it%n",
                cache.file(),
                Files.size(cache.file()),
                cache.script());
        return CommandLine.ExitCode.OK;
    }

    private int runLast(CommandLine.ParseResult parsed) {
        if (makesCache && parsed.hasSubcommand()) {
            throw new ParameterException(spec.commandLine(), "--make-cache goes without a command");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Stops the run of this command. */
    CancellationToken cancellation() {
        return cancellation;
    }

    /** @param readsCsv whether the options of a scan are options of the command */
    private int report(Throwable failure, boolean readsCsv) {
        String message = inOwnWords(describe(failure).strip());
        System.err.println("error: " + Terminal.printable(readsCsv ? CsvFlagAdvice.of(message) : message));
        if (stacktrace) {
            failure.printStackTrace(System.err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The library names its settings; here they are options. */
    private static String inOwnWords(String message) {
        return message.replace("Execution.memoryLimit", "--memory-limit");
    }

    /** Peristyle's own errors say everything; those of the JDK often give only the name of a file. */
    private static String describe(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof FileSystemException other && other.getReason() == null) {
            return other.getFile() + ": " + other.getClass().getSimpleName();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
