package dev.peristyle.benchmarks.compare;

import dev.peristyle.benchmarks.kernel.Kernels;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Contender;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program that a comparison starts: one contender does one job once and prints the answer. */
final class JobProcess {
    /** The line before the answer; above it there may be warnings of the JVM. */
    static final String ANSWER = "#answer";

    /** Begins the line with the most memory that the process held, in KB. */
    static final String PEAK = "#peak ";

    private JobProcess() {}

    /**
     * Does the job.
     *
     * @param arguments contender, job, threads, input, output
     * @throws Exception if the job fails
     */
    public static void main(String[] arguments) throws Exception {
        Kernels.check();
        Answer answer;
        try (Contender contender = Contenders.open(arguments[0], Integer.parseInt(arguments[2]))) {
            answer = contender.run(Job.valueOf(arguments[1]), Path.of(arguments[3]), Path.of(arguments[4]));
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.println(ANSWER);
        out.println(answer);
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            out.println(PEAK + ProcessRun.peakKilobytes(Files.readString(status)));
        }
        out.flush();
    }
}
