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
    /** The property with the time at which somebody started this process, in milliseconds since 1970. */
    static final String STARTED = "peristyle.benchmarks.started";

    /** Begins the line with the seconds from the start of the process to that of the run, and those of threads in the run. */
    static final String RUN = "#run ";

    /** Begins the line with the most memory that the process held, in KB. */
    static final String PEAK = "#peak ";

    /** The line before the answer; what else there is, such as warnings of the JVM, is above it or below the next one. */
    private static final String ANSWER = "#answer";

    private static final String END = "#end";

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
        String times;
        try (Contender contender = Contenders.open(arguments[0], Integer.parseInt(arguments[2]))) {
            answer = contender.run(Job.valueOf(arguments[1]), Path.of(arguments[3]), Path.of(arguments[4]));
            times = times(contender.times());
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.println(ANSWER);
        out.println(answer);
        out.println(END);
        if (times != null) {
            out.println(RUN + times);
        }
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            out.println(PEAK + ProcessRun.peakKilobytes(Files.readString(status)));
        }
        out.flush();
    }

    private static String times(Contender.Times times) {
        Long started = Long.getLong(STARTED);
        if (times == null || started == null) {
            return null;
        }
        double sinceStart = (System.currentTimeMillis() - started) / 1e3;
        double beforeRun = sinceStart - (System.nanoTime() - times.firstRun()) / 1e9;
        return beforeRun + " " + times.busy().toNanos() / 1e9;
    }

    /** What it printed as the answer. */
    static String answer(String printed) {
        int from = printed.indexOf(ANSWER) + ANSWER.length();
        return printed.substring(from, printed.indexOf(END, from)).strip();
    }

    /** What it printed on the line that begins so; null if there is none. */
    static String value(String printed, String beginning) {
        int line = printed.indexOf(beginning, printed.indexOf(END));
        if (line < 0) {
            return null;
        }
        int from = line + beginning.length();
        return printed.substring(from, printed.indexOf('\n', from)).strip();
    }
}
