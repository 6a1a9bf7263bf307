package dev.peristyle.benchmarks.state;

import dev.peristyle.benchmarks.Main;
import dev.peristyle.benchmarks.report.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs jobs whose state may outgrow memory within limits: a command of the examples and DuckDB, each as a whole process that writes
 * its answer as CSV, one after the other in each round. The two answers must agree in the number of rows, and in the number of
 * values and the sum of each column; what was sorted must be in order. A run that fails is a result too: the limit was too small for it.
 * The resident memory of each process is read every 10 ms, and held against heap, limit and {@link StateReport#OVERHEAD_BYTES}.
 *
 * <pre>
 * benchmarks/state --questions 'groupby-10;distinct' --rows 1e7 --limits 64m,256m,1g,4g --threads 1,2 --out target/state
 * benchmarks/state --questions tpch --scale 1 --limits 256m,4g
 * benchmarks/state --questions 'sort l_shipdate,l_comment' --scale 10 --ties l_orderkey,l_linenumber --limits 256m
 * </pre>
 *
 * <ul>
 *   <li>{@code --questions}: names of {@link StateQuestion}, with semicolons between them; {@code groupby}, {@code join} and {@code
 *       tpch} are all of a kind
 *   <li>{@code --rows}, {@code --k}: of db-benchmark's tables, default 1e7 and 100; {@code --scale}: of TPC-H's, whose lineitem is what
 *       is sorted, default 1. They are made once, under {@code --data-dir}, default target/state-data
 *   <li>{@code --data}: instead of these, the file that all questions read, or for joins and TPC-H the directory
 *   <li>{@code --ties}: columns by which the input of a sort ascends, so that a stable one is known
 *   <li>{@code --limits}: default 128m,512m,4g; {@code --threads}: default 1; {@code --rounds}: default 1
 *   <li>{@code --engines}: default peristyle,duckdb; {@code disk} writes and reads the bytes of the input once; {@code --timeout}:
 *       seconds, default 3600
 *   <li>{@code --xmx}: the heap, as after -Xmx, for both, default 128m; {@code --java}: the directory of a JDK, default the one that
 *       runs this; {@code --scalar}: no vector module
 *   <li>{@code --duckdb}: statements that DuckDB runs first, with semicolons between them
 *   <li>{@code --examples}: the jar of the examples; {@code --ours}: the words of another program instead of it
 *   <li>{@code --temp-dir}: where temporary files and the outputs go, default that of the system
 *   <li>{@code --out}: the directory of runs.json, report.md and limits.svg, default target/state
 * </ul>
 *
 * <p>Bytes spilled are what Peristyle counts, and for DuckDB the most that its temporary files held at a time, so they are not the
 * same measure. {@link LimitsCommand} puts several such runs into one report and one picture.
 */
public final class StateCommand {
    static final String OURS = "peristyle";
    static final String DUCKDB = "duckdb";
    static final String DISK = "disk";

    private final StateOptions options;
    private final List<StateResult> results = new ArrayList<>();

    private StateCommand(StateOptions options) {
        this.options = options;
    }

    /**
     * Runs the jobs and writes what they took.
     *
     * @param arguments the options above
     * @throws Exception if answers differ, or a file cannot be read or written
     */
    public static void run(List<String> arguments) throws Exception {
        StateCommand command = new StateCommand(StateOptions.parse(arguments));
        StateData data = new StateData(command.options);
        Path before = null;
        for (String name : command.options.questions()) {
            Path place = data.of(name);
            if (!place.equals(before)) {
                warm(place);
                before = place;
            }
            StateQuestion question = StateQuestion.of(name, place);
            for (int threads : command.options.threads()) {
                for (long limit : command.options.limits()) {
                    command.compare(question, place, threads, limit);
                    // what hours have measured is not to be lost with the last of them
                    command.write(String.join(" ", arguments));
                }
            }
        }
        System.out.print(StateReport.summary(command.results));
    }

    private void compare(StateQuestion question, Path data, int threads, long limit)
            throws IOException, InterruptedException, SQLException {
        for (int round = 0; round < options.rounds(); round++) {
            Path place = Files.createTempDirectory(options.temporary(), "peristyle-state");
            try {
                List<Path> answers = new ArrayList<>();
                for (String engine : options.engines()) {
                    Path output = place.resolve(engine + ".csv");
                    Path spill = Files.createDirectory(place.resolve(engine));
                    StateRun run = StateRun.of(
                            command(engine, question, data, threads, limit, spill, output), spill, options.timeout());
                    note(new StateResult(question.over(data), engine, threads, limit, options.heapBytes(), round, run));
                    if (!run.failed() && !engine.equals(DISK)) {
                        answers.add(output);
                    }
                }
                if (round == 0) {
                    check(question, answers);
                }
            } finally {
                delete(place);
            }
        }
    }

    private void check(StateQuestion question, List<Path> answers) throws IOException, SQLException {
        if (question.order() != null) {
            for (Path answer : answers) {
                // DuckDB does not promise a stable order
                String ties = answer.endsWith(OURS + ".csv") ? options.ties() : "";
                String difference = OrderCheck.difference(answer, question.order(), ties);
                if (difference != null) {
                    throw new IllegalStateException(
                            question.name() + ": " + answer.getFileName() + " is out of order in " + difference);
                }
            }
        }
        if (answers.size() == 2) {
            String difference = OutputCheck.difference(answers.get(0), answers.get(1));
            if (difference != null) {
                throw new IllegalStateException(question.name() + ": the answers differ in " + difference);
            }
        }
    }

    private List<String> command(
            String engine, StateQuestion question, Path data, int threads, long limit, Path spill, Path output) {
        return switch (engine) {
            case OURS -> ours(question, threads, limit, spill, output);
            case DUCKDB -> duckDb(question, threads, limit, spill, output);
            case DISK -> {
                List<String> command = new ArrayList<>(java());
                command.addAll(List.of("-cp", System.getProperty("java.class.path"), DiskProcess.class.getName()));
                command.addAll(List.of(data.toString(), spill.resolve("copy").toString()));
                yield command;
            }
            default -> throw new IllegalArgumentException("No engine: " + engine);
        };
    }

    private List<String> ours(StateQuestion question, int threads, long limit, Path spill, Path output) {
        List<String> command = new ArrayList<>(options.ours());
        if (command.isEmpty()) {
            command.addAll(java());
            command.addAll(List.of("-jar", options.examples().toString()));
        }
        command.addAll(question.ours());
        command.addAll(List.of("--threads", "" + threads, "--memory-limit", "" + limit));
        command.addAll(List.of("--temp-dir", spill.toString(), "--out", output.toString()));
        return command;
    }

    private List<String> duckDb(StateQuestion question, int threads, long limit, Path spill, Path output) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DuckDbProcess.class.getName()));
        command.addAll(List.of("" + (limit >> 10), "" + threads, spill.toString(), output.toString()));
        command.addAll(options.duckDbSettings());
        command.addAll(question.setUp());
        command.add(question.sql());
        return command;
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(options.java().resolve("bin").resolve("java").toString());
        command.add("-Xmx" + options.heap());
        command.addAll(Main.jvmOptions(options.scalar(), Runtime.version().feature()));
        return command;
    }

    private void note(StateResult result) {
        results.add(result);
        StateRun run = result.run();
        System.out.printf(
                Locale.ROOT,
                "%-30s %-10s %d threads %6d MB  %8.2f s  peak %6.0f MB, beside heap and limit %6.0f MB  spilled %8.1f MB%s%n",
                result.question(),
                result.engine(),
                result.threads(),
                result.limit() >> 20,
                run.seconds(),
                run.peakBytes() / StateReport.MEGABYTE,
                result.beyond() / StateReport.MEGABYTE,
                run.spilledBytes() / StateReport.MEGABYTE,
                run.failed() ? "  FAILED: " + run.error() : "");
    }

    /** Files are read once before, so that nobody pays for the disk. */
    private static void warm(Path data) throws IOException {
        List<Path> files = List.of(data);
        if (Files.isDirectory(data)) {
            try (Stream<Path> found = Files.list(data)) {
                files = found.toList();
            }
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.sorted((left, right) -> right.compareTo(left)).toList()) {
                Files.delete(file);
            }
        }
    }

    private void write(String arguments) throws IOException {
        new StateRecord(Machine.describe(), List.of("`benchmarks/state " + arguments + "`"), results)
                .write(options.out());
    }
}
