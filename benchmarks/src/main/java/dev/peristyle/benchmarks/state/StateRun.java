package dev.peristyle.benchmarks.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of a process, from its start to its end.
 *
 * @param seconds on the clock, the start of the JVM included
 * @param peakBytes the most memory that it had resident, by its high-water mark, which is read every 10 ms, or NaN where the system does not tell
 * @param spilledBytes what it says that it put on disk; if it does not, the most that its temporary files had at a time
 * @param error what it said last if it failed, else null
 */
record StateRun(double seconds, double peakBytes, long spilledBytes, String error) {
    private static final int SAMPLE_MILLISECONDS = 10;
    private static final Pattern SPILLED = Pattern.compile("spilled ([0-9,]+) bytes");
    private static final Pattern ERROR = Pattern.compile("(?m)^.*(?:[Ee]rror|Exception|Killed|cannot).*$");

    /**
     * Runs a command to its end or its time.
     *
     * @param command program and arguments
     * @param temporary the directory that it may spill to
     * @param timeoutSeconds when it is killed
     * @throws IOException if it cannot be started
     */
    static StateRun of(List<String> command, Path temporary, long timeoutSeconds)
            throws IOException, InterruptedException {
        Path printed = Files.createTempFile("peristyle-state", ".txt");
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            double peak = Double.NaN;
            long files = 0;
            boolean late = false;
            while (!process.waitFor(SAMPLE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                peak = later(peak, resident(process.pid()));
                files = Math.max(files, bytesIn(temporary));
                if (!late && System.nanoTime() - start > TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
                    late = true;
                    process.destroyForcibly();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            String text = Files.readString(printed, StandardCharsets.UTF_8);
            Matcher spilled = SPILLED.matcher(text);
            long bytes = spilled.find() ? Long.parseLong(spilled.group(1).replace(",", "")) : files;
            String error = null;
            if (late) {
                error = "took more than " + timeoutSeconds + " s";
            } else if (process.exitValue() != 0) {
                error = firstError(text, process.exitValue());
            }
            return new StateRun(seconds, peak, bytes, error);
        } finally {
            Files.delete(printed);
        }
    }

    boolean failed() {
        return error != null;
    }

    private static double later(double earlier, double now) {
        return Double.isNaN(now) ? earlier : now;
    }

    /** The high-water mark, so that nothing between two samples is missed; what comes after the last one is. */
    private static double resident(long process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
                }
            }
            return Double.NaN;
        } catch (IOException ended) {
            return Double.NaN;
        }
    }

    private static long bytesIn(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(StateRun::size).sum();
        } catch (IOException | UncheckedIOException vanished) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException vanished) {
            return 0;
        }
    }

    private static String firstError(String text, int exitValue) {
        Matcher line = ERROR.matcher(text);
        return line.find() ? line.group().strip() : "ended with " + exitValue;
    }
}
