package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvWriteOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.ProgressListener;
import dev.peristyle.execution.RunReport;
import dev.peristyle.profile.ProfileFile;
import dev.peristyle.spi.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The settings that all commands share, and how they become an {@link Execution}. */
final class RunOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that work on the run (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "Off-heap bytes that the run may hold, such as 64m or 1g (default: 256m).")
    private long memoryLimit = Execution.megabytes(256);

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "Where files go that a run needs for want of memory (default: that of the system).")
    private Path temporaryDirectory;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Writes where memory and time went: FILE.html for a page, FILE.json for the figures.")
    private Path profile;

    private final LongAdder spilledBytes = new LongAdder();
    private volatile RunReport last;
    private volatile boolean profiled;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What a command does with its settings. */
    interface Job<T> {

        /** Runs to the end. */
        T run(Execution execution) throws Exception;
    }

    /** Runs a job with these settings, and a progress bar if a person is watching. */
    <T> T run(Job<T> job) throws Exception {
        if (threads < 1 || threads > 1024) {
            throw new ParameterException(command.commandLine(), "--threads must be 1 to 1024, not " + threads);
        }
        Main main = (Main) command.root().userObject();
        Execution.Builder settings = Execution.builder()
                .threads(threads)
                .memoryLimit(memoryLimit)
                .cancellation(main.cancellation())
                .report(this::take);
        if (temporaryDirectory != null) {
            settings.temporaryDirectory(temporaryDirectory);
        }
        if (profile != null) {
            ProfileFile file = profileFile();
            settings.profile(made -> {
                file.accept(made);
                profiled = true;
            });
        }
        T result;
        try (ConsoleProgress bar = new ConsoleProgress(System.err)) {
            result = job.run(settings.progress(Terminal.isInteractive() ? bar : ProgressListener.NONE)
                    .build());
        }
        if (profile != null && !profiled) {
            System.err.println("--profile: no pipeline was run, so " + profile + " was not written");
        }
        return result;
    }

    private ProfileFile profileFile() {
        try {
            return ProfileFile.to(profile);
        } catch (IllegalArgumentException otherEnd) {
            throw new ParameterException(command.commandLine(), "--profile: " + otherEnd.getMessage(), otherEnd);
        }
    }

    private void take(RunReport report) {
        spilledBytes.add(report.spilledBytes());
        last = report;
    }

    /** What the last run has done; null before there was one. */
    RunReport lastReport() {
        return last;
    }

    /**
     * Runs a job over a file, prints its result, and tells on standard error what it took.
     *
     * @return the exit code
     */
    int measure(Path input, Job<String> job) throws Exception {
        return measure(List.of(input), job);
    }

    /** As above, over several files. */
    int measure(List<Path> inputs, Job<String> job) throws Exception {
        long start = System.nanoTime();
        String result = run(job);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.print(result);
        System.out.flush();
        tell(inputs, seconds);
        return CommandLine.ExitCode.OK;
    }

    /**
     * Runs a pipeline over some files, writes its rows as CSV, and tells on standard error what it took.
     *
     * @param inputs the files that it reads
     * @param output the file to write, or null for standard output
     * @param rows describes the rows
     * @return the exit code
     */
    int write(List<Path> inputs, Path output, Job<Pipeline> rows) throws Exception {
        return write(inputs, output, CsvWriteOptions.defaults(), rows);
    }

    /** As above, with options of the CSV. */
    int write(List<Path> inputs, Path output, CsvWriteOptions options, Job<Pipeline> rows) throws Exception {
        long start = System.nanoTime();
        Sink sink = output == null ? Csv.to(new StandardOutput(), options) : Csv.to(output, options);
        run(execution -> rows.run(execution).using(execution).write(sink));
        tell(inputs, (System.nanoTime() - start) / 1e9);
        return CommandLine.ExitCode.OK;
    }

    private void tell(List<Path> inputs, double seconds) throws IOException {
        long bytes = CsvArgument.bytes(inputs);
        if (bytes < 0) {
            System.err.printf(
                    Locale.ROOT,
                    "read standard input in %.2f s, peak resident memory %s, spilled %,d bytes%n",
                    seconds,
                    PeakMemory.text(),
                    spilledBytes.sum());
            return;
        }
        System.err.printf(
                Locale.ROOT,
                "read %,d bytes in %.2f s: %.2f GB/s, peak resident memory %s, spilled %,d bytes%n",
                bytes,
                seconds,
                bytes / 1e9 / seconds,
                PeakMemory.text(),
                spilledBytes.sum());
    }
}
