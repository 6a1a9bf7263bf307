package dev.peristyle.benchmarks.report;

import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.peer.Stage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The time of each job by stage, against what bounds it, as Markdown. */
final class StagesPage {
    private final Part part;
    private final Rows rows;
    private final double hertz;

    /** How many rows the file of a job has. */
    interface Rows {
        long of(Job job) throws IOException;
    }

    /**
     * A page.
     *
     * @param part what was measured
     * @param rows of the files
     * @param hertz cycles per second
     */
    StagesPage(Part part, Rows rows, double hertz) {
        this.part = part;
        this.rows = rows;
        this.hertz = hertz;
    }

    String text(List<String> facts, Map<Stage, String> profiles) throws IOException {
        StringBuilder text = new StringBuilder("""
                # Where the time goes

                Made by the part `stages` of `benchmarks/measure`. Each stage is a pipeline of its own that does what the
                stage before does and one thing more; what it *adds* is the difference of the two medians, so a small or
                negative figure is within the noise. One thread, warm, in a JVM of its own. *Kernel alone* is what the parse
                loops of the stage need for as many values in a cache, outside of the engine (`ParseBenchmark`). The *bound*
                of a job is the copy of its file into a buffer with the structure scan of it, and the parse loops alone;
                *left* is what the job needs beyond that: checking the rows, filters, groups, aggregates, output, and parse
                loops that run slower on real fields than alone. The jobs on lineitem begin with the stages of the count.

                """);
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append(String.format(
                Locale.ROOT,
                "- Cycles are of a clock of %.2f GHz, measured by a chain of operations of one cycle each.\n",
                hertz / 1e9));
        for (Job job : Job.values()) {
            if (Arrays.stream(Stage.values()).anyMatch(stage -> stage.job() == job && find(stage) != null)) {
                append(text, job, profiles);
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, Job job, Map<Stage, String> profiles) throws IOException {
        long count = rows.of(job);
        Measured first = null;
        Measured before = job == Job.COUNT || job == Job.MEASUREMENTS ? null : find(Stage.COUNT_ALL);
        Stage last = null;
        double kernels = 0;
        StringBuilder table =
                new StringBuilder("| stage | ns per row | adds | adds cycles per byte | kernel alone | GB/s |\n"
                        + "|---|---:|---:|---:|---:|---:|\n");
        for (Stage stage : Stage.values()) {
            Measured measured = stage.job() == job ? find(stage) : null;
            if (measured == null) {
                continue;
            }
            first = first == null ? measured : first;
            double added = measured.median() - (stage.isBound() || before == null ? 0 : before.median());
            double alone = kernelSeconds(stage, count);
            kernels += Double.isNaN(alone) ? 0 : alone;
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %s | %s | %.2f |\n",
                    (stage.isBound() ? "*" + stage.title() + "*" : stage.title()),
                    measured.median() * 1e9 / count,
                    stage.isBound() ? "" : String.format(Locale.ROOT, "%.1f", added * 1e9 / count),
                    String.format(Locale.ROOT, "%.2f", added * hertz / measured.bytes()),
                    alone > 0 ? String.format(Locale.ROOT, "%.1f", alone * 1e9 / count) : "",
                    measured.bytes() / measured.median() / 1e9));
            if (!stage.isBound()) {
                before = measured;
                last = stage;
            }
        }
        text.append("\n## ").append(title(job)).append("\n\n");
        text.append(
                String.format(Locale.ROOT, "%,d rows, %.1f bytes a row.\n\n", count, first.bytes() / (double) count));
        text.append(table);
        if (before != null) {
            appendBound(text, job, count, before.median(), kernels);
        }
        if (last != null && profiles.containsKey(last)) {
            text.append("\nSamples of the whole job: ")
                    .append(profiles.get(last))
                    .append(".\n");
        }
    }

    private void appendBound(StringBuilder text, Job job, long count, double whole, double kernels) {
        boolean measurements = job == Job.MEASUREMENTS;
        Measured read = find(measurements ? Stage.MEASUREMENTS_READ : Stage.COUNT_READ);
        Measured scan = find(measurements ? Stage.MEASUREMENTS_SCAN : Stage.COUNT_SCAN);
        if (read != null && scan != null) {
            double bound = scan.median() + kernels;
            text.append(String.format(
                    Locale.ROOT,
                    "\nBound: copy %.1f + scan %.1f + parse %.1f = %.1f ns per row; the job needs %.1f, %.2f times as much;"
                            + " left %.1f ns per row.\n",
                    read.median() * 1e9 / count,
                    (scan.median() - read.median()) * 1e9 / count,
                    kernels * 1e9 / count,
                    bound * 1e9 / count,
                    whole * 1e9 / count,
                    whole / bound,
                    (whole - bound) * 1e9 / count));
        }
    }

    private Measured find(Stage stage) {
        return part.find("StagesBenchmark.stage stage=" + stage, "");
    }

    /** What the parse loops alone need for all rows; 0 if there are none, NaN if they were not measured. */
    private double kernelSeconds(Stage stage, long count) {
        double seconds = 0;
        for (String kernel : stage.kernels().split(", ")) {
            if (!kernel.isEmpty()) {
                String[] words = kernel.split(" ");
                Measured alone = part.find("ParseBenchmark.parse type=" + words[1], "kernel");
                seconds += alone == null ? Double.NaN : Double.parseDouble(words[0]) * count * alone.median();
            }
        }
        return seconds;
    }

    private static String title(Job job) {
        return Goals.WarmJob.valueOf(job.name()).title;
    }
}
