package dev.peristyle.benchmarks.compare;

import dev.peristyle.benchmarks.Main;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Contender;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has contenders do jobs, each time in a process of its own, and fails if two answers differ. */
final class JobRunner {
    private final CompareOptions options;
    private final Map<Job, Answer> answers = new EnumMap<>(Job.class);

    JobRunner(CompareOptions options) {
        this.options = options;
    }

    /** Who does a job, in the order of a round. */
    List<String> names(Job job) throws SQLException {
        List<String> names = new ArrayList<>();
        for (String name : options.names()) {
            if (options.command(name) != null || variant(name, job) != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** What a contender does of a job: all columns typed, if it has types, else as Strings; null if nothing. */
    private static Job variant(String name, Job job) throws SQLException {
        try (Contender contender = Contenders.open(name, 1)) {
            Set<Job> jobs = contender.jobs();
            if (jobs.contains(job)) {
                return job;
            }
            return job == Job.ALL_COLUMNS && jobs.contains(Job.STRINGS) ? Job.STRINGS : null;
        }
    }

    /** Does a job with so many threads on whatever processors the system gives. */
    ProcessRun run(String name, Job job, int threads) throws IOException, InterruptedException, SQLException {
        return run(name, job, threads, List.of(), List.of());
    }

    /**
     * Does a job.
     *
     * @param before words of a program that starts it
     * @param jvmOptions more of them, where the contender is one of ours
     */
    ProcessRun run(String name, Job job, int threads, List<String> before, List<String> jvmOptions)
            throws IOException, InterruptedException, SQLException {
        Path input = options.input(job);
        List<String> command = new ArrayList<>(before);
        if (options.command(name) != null) {
            for (String word : options.command(name)) {
                command.add(word.replace("{input}", input.toString()));
            }
            return ProcessRun.of(command, false);
        }
        Job variant = variant(name, job);
        Path output = Files.createTempFile("peristyle-compare", ".csv");
        try {
            command.addAll(jvm(name));
            command.addAll(jvmOptions);
            // for the time before the run, which only the one who starts the process knows the beginning of
            command.add("-D" + JobProcess.STARTED + "=" + System.currentTimeMillis());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), JobProcess.class.getName()));
            command.addAll(List.of(name, variant.name(), Integer.toString(threads), input.toString()));
            command.add(output.toString());
            ProcessRun run = ProcessRun.of(command, true);
            check(name, variant, run.answer());
            return run;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private List<String> jvm(String name) {
        List<String> command = new ArrayList<>();
        command.add(options.java().resolve("bin").resolve("java").toString());
        command.addAll(Main.jvmOptions(options.scalar(), javaVersion()));
        if (options.heap(name) != null) {
            command.add("-Xmx" + options.heap(name));
        }
        return command;
    }

    private void check(String name, Job job, Answer answer) {
        Answer expected = answers.computeIfAbsent(job, absent -> answer);
        if (!answer.matches(expected)) {
            throw new IllegalStateException(
                    name + " answers " + job + " with\n" + answer + "\nothers with\n" + expected);
        }
    }

    /** What runs the contenders, for reports. */
    String describeJava() {
        return "Java " + javaVersion() + " (" + options.java().getFileName() + "), "
                + String.join(" ", Main.jvmOptions(options.scalar(), javaVersion()));
    }

    /** The feature release of the JDK that runs the contenders, from the file that every JDK has. */
    private int javaVersion() {
        Path release = options.java().resolve("release");
        try {
            return Files.readAllLines(release).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Runtime.Version.parse(
                            line.replace("JAVA_VERSION=", "").replace("\"", "")))
                    .mapToInt(Runtime.Version::feature)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalArgumentException("No JDK: " + options.java(), e);
        }
    }

    /** Reads a file, so that nobody who is measured pays for the disk. */
    static void warm(Path file) throws IOException {
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            int read = 0;
            while (read >= 0) {
                read = in.read(buffer);
            }
        }
    }
}
