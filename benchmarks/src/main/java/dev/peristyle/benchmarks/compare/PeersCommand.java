package dev.peristyle.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.report.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs whole processes of each job beside peers, bound to one processor and to two: what one run of one process costs, from
 * the start of the JVM to its end. Contenders take turns (A B A B), and what is shown are medians of ratios of neighbours: of
 * the time on the clock, of seconds of processors in user mode as the system counts them, and the peak of resident memory. Fails if two answers differ.
 *
 * <p>Beside each Peristyle process is its budget of start-up ({@link StartUp}). It is that of one more process, as telling it
 * takes time.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar peers --lineitem lineitem-1.csv --measurements measurements-100m.txt
 * </pre>
 *
 * <p>On Linux, with {@code taskset}. The options are those of {@link CompareCommand} with other defaults, and one more; a process has as many threads as
 * processors.
 *
 * <ul>
 *   <li>{@code --jobs}: default QUERY_1,QUERY_6,ALL_COLUMNS,ETL,COUNT,MEASUREMENTS
 *   <li>{@code --cores}: default 1,2
 *   <li>{@code --out}: the directory of peers.md and peers.json, default target/peers
 * </ul>
 */
public final class PeersCommand {
    private static final List<String> DEFAULTS = List.of(
            "--jobs", "QUERY_1,QUERY_6,ALL_COLUMNS,ETL,COUNT,MEASUREMENTS", "--cores", "1,2", "--out", "target/peers");

    private final CompareOptions options;
    private final JobRunner runner;
    private final PrintStream out;

    private PeersCommand(CompareOptions options, PrintStream out) {
        this.options = options;
        this.runner = new JobRunner(options);
        this.out = out;
    }

    /**
     * Runs the processes and writes what they took.
     *
     * @param arguments the options above
     * @param out is printed each run, and the tables at the end
     * @throws Exception if a process fails, answers differ, or a file cannot be written
     */
    public static void run(List<String> arguments, PrintStream out) throws Exception {
        List<String> all = new ArrayList<>(DEFAULTS);
        all.addAll(arguments);
        PeersCommand command = new PeersCommand(CompareOptions.parse(all), out);
        List<PeerRuns> runs = new ArrayList<>();
        for (Job job : command.options.jobs()) {
            JobRunner.warm(command.options.input(job));
            for (int cores : command.options.cores()) {
                runs.add(command.run(job, cores));
            }
        }
        command.write(runs, String.join(" ", arguments));
    }

    private PeerRuns run(Job job, int cores) throws IOException, InterruptedException, SQLException {
        List<String> binding = Processors.bindingTo(cores);
        Map<String, List<ProcessRun>> byName = new LinkedHashMap<>();
        List<String> names = runner.names(job);
        for (int round = 0; round < options.rounds(); round++) {
            for (String name : names) {
                ProcessRun run = runner.run(name, job, cores, binding, List.of());
                byName.computeIfAbsent(name, absent -> new ArrayList<>()).add(run);
                note(job, cores, name, round, run);
            }
        }
        Map<String, StartUp> startUps = new LinkedHashMap<>();
        for (String name : names) {
            if (Contenders.NAMES.contains(name) && name.startsWith(PeerRuns.OURS)) {
                startUps.put(name, startUp(name, job, cores, binding));
            }
        }
        return new PeerRuns(job, options.input(job), cores, byName, startUps);
    }

    private StartUp startUp(String name, Job job, int cores, List<String> binding)
            throws IOException, InterruptedException, SQLException {
        Path classes = Files.createTempFile("peristyle-classes", ".txt");
        try {
            ProcessRun run = runner.run(name, job, cores, binding, StartUp.jvmOptions(classes.toString()));
            return StartUp.of(run.printed(), Files.readAllLines(classes));
        } finally {
            Files.delete(classes);
        }
    }

    private void note(Job job, int cores, String name, int round, ProcessRun run) {
        out.printf(
                Locale.ROOT,
                "%-12s %d cores %-18s round %d %8.3f s %8.2f s of processors %8.0f MB%n",
                job,
                cores,
                name,
                round,
                run.seconds(),
                run.userSeconds(),
                run.peakBytes() / 1e6);
    }

    private void write(List<PeerRuns> runs, String arguments) throws IOException {
        String call = "java -jar peristyle-benchmarks.jar peers " + arguments;
        String text = PeersReport.of(
                runs,
                List.of(
                        Machine.describe(),
                        runner.describeJava(),
                        options.rounds() + " rounds in turns, warm page cache",
                        "`" + call.strip() + "`"));
        Files.createDirectories(options.out());
        Files.writeString(options.out().resolve("peers.md"), text);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", Machine.describe());
        json.put("java", runner.describeJava());
        json.put("command", call.strip());
        json.put("jobs", runs.stream().map(PeerRuns::asMap).toList());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(options.out().resolve("peers.json").toFile(), json);
        out.println();
        out.print(text);
    }
}
