package dev.peristyle.benchmarks.compare;

import dev.peristyle.benchmarks.peer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a process, from its start to its end.
 *
 * @param seconds on the clock, the start of the JVM included
 * @param userSeconds of processors in user mode, or NaN where the system does not tell
 * @param peakBytes the most memory that it held, or NaN where the system does not tell
 * @param answer what it found, or null if it is not one of ours
 * @param printed all that it printed
 */
record ProcessRun(double seconds, double userSeconds, double peakBytes, Answer answer, String printed) {
    private static final int POLL_MILLISECONDS = 10;

    /**
     * Runs a command to its end.
     *
     * @param command program and arguments
     * @param ours whether it is a {@link JobProcess}
     * @throws IOException if it cannot be started or fails; the message ends with what it printed
     */
    static ProcessRun of(List<String> command, boolean ours) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("peristyle-compare", ".txt");
        try {
            double before = EndedProcesses.userSeconds();
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            double polled = waitFor(process);
            double seconds = (System.nanoTime() - start) / 1e9;
            double userSeconds = EndedProcesses.userSeconds() - before;
            String text = Files.readString(printed, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + text);
            }
            if (!ours) {
                return new ProcessRun(seconds, userSeconds, polled, null, text);
            }
            String peak = JobProcess.value(text, JobProcess.PEAK);
            return new ProcessRun(
                    seconds,
                    userSeconds,
                    peak == null ? polled : Double.parseDouble(peak) * 1024,
                    Answer.parse(JobProcess.answer(text)),
                    text);
        } finally {
            Files.delete(printed);
        }
    }

    /** Looks at the peak while the process lives, which misses what happens in the last moment. */
    private static double waitFor(Process process) throws InterruptedException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        double peak = Double.NaN;
        while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            try {
                String text = Files.readString(status);
                peak = text.contains("VmHWM") ? peakKilobytes(text) * 1024.0 : peak;
            } catch (IOException e) {
                // ended in between, or a system without this file
                continue;
            }
        }
        return peak;
    }

    /** The high-water mark of resident memory in the text of a process's status. */
    static long peakKilobytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
