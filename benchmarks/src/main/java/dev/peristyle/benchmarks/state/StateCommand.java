package dev.peristyle.benchmarks.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peristyle.benchmarks.Main;
import dev.peristyle.benchmarks.report.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs jobs whose state may outgrow memory within limits: a command of the examples and DuckDB, each as a whole process that writes
 * its answer as CSV, one after the other in each round. The two answers must agree in the number of rows, and in the number of
 * values and the sum of each column. A run that fails is a result too: the limit was too small for it.
 *
 * <pre>
 * benchmarks/state --questions 'groupby-10;distinct' --data groups.csv --limits 64m,256m,1g,4g --threads 1,2 --out target/state
 * </pre>
 *
 * <ul>
 *   <li>{@code --questions}: names of {@link StateQuestion}, with semicolons between them
 *   <li>{@code --data}: the file that they read, or for joins and TPC-H the directory
 *   <li>{@code --limits}: default 128m,512m,4g; {@code --threads}: default 1; {@code --rounds}: default 1
 *   <li>{@code --engines}: default peristyle,duckdb; {@code --timeout}: seconds, default 3600
 *   <li>{@code --heap}: as after -Xmx, for both, default 128m; {@code --java}: the directory of a JDK, default the one that runs this;
 *       {@code --scalar}: no vector module
 *   <li>{@code --duckdb}: statements that DuckDB runs first, with semicolons between them
 *   <li>{@code --examples}: the jar of the examples; {@code --ours}: the words of another program instead of it
 *   <li>{@code --temp-dir}: where temporary files and the outputs go, default that of the system
 *   <li>{@code --out}: the directory of runs.json, report.md and a picture a question, default target/state
 * </ul>
 *
 * <p>Bytes spilled are what Peristyle counts, and for DuckDB the most that its temporary files held at a time, so they are not the
 * same measure.
 */
public final class StateCommand {
    static final String OURS = "peristyle";
    static final String DUCKDB = "duckdb";

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
        command.warm();
        for (String name : command.options.questions()) {
            StateQuestion question = StateQuestion.of(name, command.options.data());
            for (int threads : command.options.threads()) {
                for (long limit : command.options.limits()) {
                    command.compare(question, threads, limit);
                    // what hours have measured is not to be lost with the last of them
                    command.write(String.join(" ", arguments));
                }
            }
        }
    }

    private void compare(StateQuestion question, int threads, long limit)
            throws IOException, InterruptedException, SQLException {
        for (int round = 0; round < options.rounds(); round++) {
            Path place = Files.createTempDirectory(options.temporary(), "peristyle-state");
            try {
                List<Path> answers = new ArrayList<>();
                for (String engine : options.engines()) {
                    Path output = place.resolve(engine + ".csv");
                    Path spill = Files.createDirectory(place.resolve(engine));
                    StateRun run = StateRun.of(
                            engine.equals(OURS)
                                    ? ours(question, threads, limit, spill, output)
                                    : duckDb(question, threads, limit, spill, output),
                            spill,
                            options.timeout());
                    note(new StateResult(question.name(), engine, threads, limit, round, run));
                    if (!run.failed()) {
                        answers.add(output);
                    }
                }
                if (answers.size() == 2 && round == 0) {
                    String difference = OutputCheck.difference(answers.get(0), answers.get(1));
                    if (difference != null) {
                        throw new IllegalStateException(question.name() + ": the answers differ in " + difference);
                    }
                }
            } finally {
                delete(place);
            }
        }
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
                "%-12s %-10s %d threads %6d MB  %8.2f s  peak %6.0f MB  spilled %8.1f MB%s%n",
                result.question(),
                result.engine(),
                result.threads(),
                result.limit() >> 20,
                run.seconds(),
                run.peakBytes() / 1e6,
                run.spilledBytes() / 1e6,
                run.failed() ? "  FAILED: " + run.error() : "");
    }

    /** Files are read once before, so that nobody pays for the disk. */
    private void warm() throws IOException {
        List<Path> files = List.of(options.data());
        if (Files.isDirectory(options.data())) {
            try (Stream<Path> found = Files.list(options.data())) {
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
        Files.createDirectories(options.out());
        List<Map<String, Object>> lines = new ArrayList<>();
        results.forEach(result -> lines.add(result.asMap()));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(options.out().resolve("runs.json").toFile(), lines);
        String machine = Machine.describe();
        Files.writeString(
                options.out().resolve("report.md"),
                StateReport.of(results, machine, "`benchmarks/state " + arguments + "`"));
        Map<String, List<StateResult>> byQuestion = new LinkedHashMap<>();
        results.forEach(result -> byQuestion
                .computeIfAbsent(result.question(), absent -> new ArrayList<>())
                .add(result));
        for (Map.Entry<String, List<StateResult>> question : byQuestion.entrySet()) {
            String name = question.getKey().replaceAll("[^a-z0-9]+", "-");
            Files.writeString(
                    options.out().resolve(name + ".svg"),
                    LimitPlot.draw(question.getKey(), question.getValue(), machine));
        }
    }
}
