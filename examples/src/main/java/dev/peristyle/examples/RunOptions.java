package dev.peristyle.examples;

import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The settings that all commands share, and how they become an {@link Execution}.
 *
 * <p>Ctrl-C shows how a run is stopped from outside: the JVM starts its shutdown hooks, ours cancels the token, the run ends
 * at its next chunk and removes what it has half written, and only then does the hook let the JVM go.
 */
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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What a command does with its settings. */
    interface Job<T> {

        /** Runs to the end. */
        T run(Execution execution) throws Exception;
    }

    /** Runs a job with these settings, a progress bar if a person is watching, and Ctrl-C bound to its cancellation. */
    <T> T run(Job<T> job) throws Exception {
        if (threads < 1 || threads > 1024) {
            throw new ParameterException(command.commandLine(), "--threads must be 1 to 1024, not " + threads);
        }
        CancellationToken cancellation = new CancellationToken();
        Execution.Builder settings =
                Execution.builder().threads(threads).memoryLimit(memoryLimit).cancellation(cancellation);
        return stoppedByInterrupt(cancellation, () -> {
            try (ConsoleProgress bar = new ConsoleProgress(System.err)) {
                ProgressListener listener = Terminal.isInteractive() ? bar : ProgressListener.NONE;
                return job.run(settings.progress(listener).build());
            }
        });
    }

    /**
     * Runs a job over a file, prints its result, and tells on standard error what it took.
     *
     * @return the exit code
     */
    int measure(Path input, Job<String> job) throws Exception {
        long start = System.nanoTime();
        String result = run(job);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.print(result);
        System.out.flush();
        OptionalLong peak = PeakMemory.resident();
        long bytes = Files.size(input);
        System.err.printf(
                Locale.ROOT,
                "read %,d bytes in %.2f s: %.2f GB/s, peak resident memory %s%n",
                bytes,
                seconds,
                bytes / 1e9 / seconds,
                peak.isPresent() ? peak.getAsLong() / 1_000_000 + " MB" : "not known");
        return CommandLine.ExitCode.OK;
    }

    private static <T> T stoppedByInterrupt(CancellationToken cancellation, Callable<T> run) throws Exception {
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            cancellation.cancel();
            awaitUninterrupted(finished);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run.call();
        } finally {
            finished.countDown();
            if (!cancellation.isCancelled()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch finished) {
        try {
            finished.await();
        } catch (InterruptedException nobodyInterruptsHooks) {
            Thread.currentThread().interrupt();
        }
    }
}
