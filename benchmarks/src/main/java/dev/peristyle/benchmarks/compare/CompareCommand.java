package dev.peristyle.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.report.Machine;
import dev.peristyle.benchmarks.report.Measured;
import dev.peristyle.benchmarks.report.ReportCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares whole processes on big files: every run in a fresh JVM, one contender after the other in each round (A B C A
 * B C), so that what slows the machine down for a while slows all. Reports medians of ratios and the peak of resident
 * memory, and fails if two answers differ. Files are read once before, so that none pays for the disk.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar compare --jobs QUERY_1,QUERY_6 --lineitem lineitem-1.csv \
 *     --contenders peristyle,duckdb --threads 1 --rounds 5
 * </pre>
 *
 * <ul>
 *   <li>{@code --jobs}: names of {@link Job}, default QUERY_1,QUERY_6
 *   <li>{@code --contenders}: names of {@link Contenders#NAMES}, default peristyle,duckdb; who does not do a job is left
 *       out of it
 *   <li>{@code --lineitem}, {@code --measurements}: files, default small generated ones
 *   <li>{@code --threads}: default 1; {@code --rounds}: default 5
 *   <li>{@code --java}: the directory of a JDK, default the one that runs this; {@code --scalar}: no vector module
 *   <li>{@code --heap NAME=SIZE}: as after -Xmx, default 64m for Peristyle, none (the JVM decides) for the others
 *   <li>{@code --command NAME=PROGRAM ARGUMENTS}: another program for the same jobs; {@code {input}} stands for the
 *       file. Its output is not looked at
 *   <li>{@code --out}: the directory of report.md, report.svg and runs.json, default target/comparison
 * </ul>
 */
public final class CompareCommand {
    private final CompareOptions options;
    private final JobRunner runner;
    private final List<Measured> measured = new ArrayList<>();
    private final List<Map<String, Object>> runs = new ArrayList<>();

    private CompareCommand(CompareOptions options) {
        this.options = options;
        this.runner = new JobRunner(options);
    }

    /**
     * Runs the comparison and writes its report.
     *
     * @param arguments the options above
     * @throws Exception if a process fails, answers differ, or a file cannot be written
     */
    public static void run(List<String> arguments) throws Exception {
        CompareCommand command = new CompareCommand(CompareOptions.parse(arguments));
        if (!command.options.cores().isEmpty()) {
            throw new IllegalArgumentException("--cores is an option of peers; compare has --threads");
        }
        for (Job job : command.options.jobs()) {
            command.compare(job);
        }
        command.write(String.join(" ", arguments));
    }

    private void compare(Job job) throws IOException, InterruptedException, SQLException {
        Path input = options.input(job);
        List<String> names = runner.names(job);
        JobRunner.warm(input);
        Map<String, List<ProcessRun>> byName = new LinkedHashMap<>();
        for (int round = 0; round < options.rounds(); round++) {
            for (String name : names) {
                ProcessRun run = runner.run(name, job, options.threads());
                byName.computeIfAbsent(name, absent -> new ArrayList<>()).add(run);
                note(job, name, round, run);
            }
        }
        String group = job + " " + input.getFileName() + ", " + options.threads() + " threads";
        byName.forEach((name, all) -> measured.add(new Measured(
                group,
                name,
                all.stream().mapToDouble(ProcessRun::seconds).toArray(),
                input.toFile().length(),
                Double.NaN,
                all.stream().mapToDouble(ProcessRun::peakBytes).max().orElseThrow())));
    }

    private void note(Job job, String name, int round, ProcessRun run) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("job", job);
        line.put("contender", name);
        line.put("round", round);
        line.put("seconds", run.seconds());
        line.put("userSeconds", run.userSeconds());
        line.put("peakBytes", run.peakBytes());
        runs.add(line);
        System.out.printf(
                Locale.ROOT,
                "%-12s %-18s round %d %8.3f s %8.0f MB%n",
                job,
                name,
                round,
                run.seconds(),
                run.peakBytes() / 1e6);
    }

    private void write(String arguments) throws IOException {
        List<String> facts = List.of(
                Machine.describe(),
                runner.describeJava(),
                "Whole processes, the start of the JVM included; " + options.rounds() + " rounds, warm page cache",
                "`java -jar peristyle-benchmarks.jar compare " + arguments + "`");
        ReportCommand.write(measured, true, "Comparison of whole processes", facts, options.out());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(options.out().resolve("runs.json").toFile(), runs);
    }
}
