package dev.peristyle.benchmarks.report;

import dev.peristyle.benchmarks.report.Goals.WarmJob;
import dev.peristyle.benchmarks.report.ThreadModel.Driver;
import dev.peristyle.benchmarks.report.ThreadModel.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says what more threads would give, from what was measured with one: simulates how splits are handed out, with the parts that
 * only one thread can do. The measured speed-up of two threads is shown beside the simulated one.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar scaling benchmarks/results --out FILE
 * </pre>
 *
 * <p>{@code benchmarks/SCALING.md} has the tables and what follows from them.
 */
public final class ScalingCommand {
    private static final String USAGE = "Usage: scaling RESULTS --out FILE";
    private static final int[] THREADS = {2, 4, 8, 16, 32, 64};

    /** A server of today reads so much from memory with all its cores. */
    private static final Limits CACHED = new Limits(200e9, Double.POSITIVE_INFINITY);

    /** How much larger a large file is: a hundred gigabytes instead of one. */
    private static final int LARGE = 128;

    /** A network disk, a SATA disk, an NVMe disk, four of them. */
    private static final double[] DISKS = {0.125e9, 0.5e9, 3e9, 12e9};

    private ScalingCommand() {}

    /**
     * Reads the parts {@code warm} and {@code threads} and writes tables.
     *
     * @param arguments as above
     * @throws IOException if a file cannot be read or written
     */
    public static void run(List<String> arguments) throws IOException {
        if (arguments.size() != 3 || !arguments.get(1).equals("--out")) {
            throw new IllegalArgumentException(USAGE);
        }
        Files.writeString(Path.of(arguments.get(2)), tables(Part.readAll(Path.of(arguments.get(0)))));
    }

    static String tables(Map<String, Part> parts) {
        StringBuilder text = new StringBuilder();
        head(text, "Speed-up, file in the page cache", "measured with 2");
        List<WarmJob> jobs = Arrays.stream(WarmJob.values())
                .filter(job -> one(parts, job) != null)
                .toList();
        for (WarmJob job : jobs) {
            row(text, job.title, measured(parts, job), model(parts, job, 1), CACHED);
        }
        head(text, "Speed-up, a file " + LARGE + " times as large", "");
        for (WarmJob job : jobs) {
            row(text, job.title, "", model(parts, job, LARGE), CACHED);
        }
        text.append("\n### Threads after which the disk is the limit\n\n| job | GB/s of one thread |");
        for (double disk : DISKS) {
            text.append(String.format(Locale.ROOT, " %.3g GB/s |", disk / 1e9));
        }
        text.append("\n|---|---:|").append("---:|".repeat(DISKS.length)).append('\n');
        for (WarmJob job : jobs) {
            ThreadModel model = model(parts, job, 1);
            double rate = model.bytes() / model.seconds();
            text.append(String.format(Locale.ROOT, "| %s | %.2f |", job.title, rate / 1e9));
            for (double disk : DISKS) {
                text.append(' ').append((int) Math.ceil(disk / rate)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A job on a file that is so many times as large as the one that was measured. */
    static ThreadModel model(Map<String, Part> parts, WarmJob job, int times) {
        Measured one = one(parts, job);
        double seconds = times * one.median();
        // the output is a fifth of the input; the page cache takes it at 4 GB/s
        double serial = job == WarmJob.ETL ? times * one.bytes() * 0.2 / 4e9 : 0;
        // some hundred groups, fifty nanoseconds each
        double merge = job == WarmJob.MEASUREMENTS ? 20e-6 : 1e-6;
        return new ThreadModel(
                job == WarmJob.ETL ? Driver.WRITE : Driver.GROUP, seconds, times * one.bytes(), serial, merge);
    }

    private static Measured one(Map<String, Part> parts, WarmJob job) {
        return parts.get("warm").find(job.benchmark + " threads=1", "peristyle");
    }

    private static String measured(Map<String, Part> parts, WarmJob job) {
        Measured one = parts.get("threads").find(job.benchmark + " threads=1", "peristyle");
        Measured two = parts.get("threads").find(job.benchmark + " threads=2", "peristyle");
        return one == null || two == null ? "" : ThreadModel.cell(one.median() / two.median());
    }

    private static void head(StringBuilder text, String title, String measured) {
        text.append("\n### ")
                .append(title)
                .append("\n\n| job | ")
                .append(measured)
                .append(" |");
        for (int threads : THREADS) {
            text.append(' ').append(threads).append(" |");
        }
        text.append("\n|---|---:|").append("---:|".repeat(THREADS.length)).append('\n');
    }

    private static void row(StringBuilder text, String title, String measured, ThreadModel model, Limits limits) {
        text.append("| ").append(title).append(" | ").append(measured).append(" |");
        for (int threads : THREADS) {
            text.append(' ')
                    .append(ThreadModel.cell(model.speedUp(threads, limits)))
                    .append(" |");
        }
        text.append('\n');
    }
}
