package dev.peristyle.benchmarks.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Runs within limits as a table: a line for each question, number of threads and limit; before it what they come to, and after it what
 * failed.
 */
final class StateReport {
    /** What the README promises: resident memory is at most heap, limit and so much. */
    static final long OVERHEAD_BYTES = 80 << 20;

    /** As in -Xmx and in memory limits. */
    static final double MEGABYTE = 1 << 20;

    private StateReport() {}

    /**
     * Writes the table.
     *
     * @param results runs of both engines
     * @param machine what they ran on
     * @param command what was called
     * @return Markdown
     */
    static String of(List<StateResult> results, String machine, String command) {
        StringBuilder text = new StringBuilder("# State within limits\n\n");
        text.append("Whole processes, the start of the JVM included; medians. ")
                .append(machine)
                .append(".\n\n");
        text.append(command).append("\n\n");
        text.append(summary(results)).append('\n');
        text.append(
                "Peak is the most memory that a process had resident; beside are the bytes of it that are neither heap"
                        + " (-Xmx) nor limit. MB are 1,048,576 bytes.\n\n");
        text.append(
                "| question | threads | limit, MB | Peristyle, s | DuckDB, s | times as fast | peak, MB | DuckDB's |"
                        + " beside, MB | DuckDB's | spilled, MB | DuckDB's |\n"
                        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (String question : questions(results)) {
            for (int threads : threads(results)) {
                for (long limit : limits(results)) {
                    List<StateResult> group = of(results, question, threads, limit);
                    if (!group.isEmpty()) {
                        line(text, group);
                    }
                }
            }
        }
        for (StateResult result : results) {
            if (result.engine().equals(StateCommand.DISK) && !result.run().failed()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%nTo write and read the bytes of the input of %s once took %.2f s.%n",
                        result.question(),
                        result.run().seconds()));
            }
        }
        for (StateResult result : results) {
            if (result.run().failed()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%n%s of %s failed with %d threads and %d MB: %s%n",
                        result.question(),
                        result.engine(),
                        result.threads(),
                        result.limit() >> 20,
                        result.run().error()));
            }
        }
        return text.toString();
    }

    /**
     * Says what all runs come to: ratios by kind of question, threads and limit, and whether the bound of resident memory held.
     *
     * @param results runs of both engines
     * @return Markdown
     */
    static String summary(List<StateResult> results) {
        StringBuilder text = new StringBuilder(
                "| questions | threads | limit, MB | compared | geometric mean | median"
                        + " | least | at least as fast | ours failed | DuckDB failed |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (String kind :
                questions(results).stream().map(StateReport::kind).distinct().toList()) {
            for (int threads : threads(results)) {
                for (long limit : limits(results)) {
                    ratios(text, results, kind, threads, limit);
                }
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        int runs = 0;
        int above = 0;
        for (StateResult result : results) {
            if (result.engine().equals(StateCommand.OURS) && !Double.isNaN(result.beyond())) {
                runs++;
                most = Math.max(most, result.beyond());
                above += result.beyond() > OVERHEAD_BYTES ? 1 : 0;
            }
        }
        if (runs > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nResident memory of Peristyle: at most heap + limit %s %.0f MB in %d runs; the bound of heap + limit + %.0f"
                            + " MB %s.%n",
                    most < 0 ? "-" : "+",
                    Math.abs(most) / MEGABYTE,
                    runs,
                    OVERHEAD_BYTES / MEGABYTE,
                    above == 0 ? "held" : "was BROKEN in " + above));
        }
        return text.toString();
    }

    private static void ratios(StringBuilder text, List<StateResult> results, String kind, int threads, long limit) {
        List<Double> ratios = new ArrayList<>();
        int oursFailed = 0;
        int theirsFailed = 0;
        boolean any = false;
        for (String question : questions(results)) {
            List<StateResult> group = of(results, question, threads, limit);
            if (!kind(question).equals(kind) || group.isEmpty()) {
                continue;
            }
            any = true;
            List<StateResult> ours = of(group, StateCommand.OURS);
            List<StateResult> theirs = of(group, StateCommand.DUCKDB);
            oursFailed += failed(ours) ? 1 : 0;
            theirsFailed += failed(theirs) ? 1 : 0;
            double ratio = StateResult.medianSeconds(theirs) / StateResult.medianSeconds(ours);
            if (!Double.isNaN(ratio)) {
                ratios.add(ratio);
            }
        }
        if (!any) {
            return;
        }
        double[] sorted =
                ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int count = sorted.length;
        text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %s | %s | %s | %d | %d | %d |%n",
                kind,
                threads,
                limit >> 20,
                count,
                number(Math.exp(Arrays.stream(sorted).map(Math::log).average().orElse(Double.NaN))),
                number(count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2),
                number(count == 0 ? Double.NaN : sorted[0]),
                Arrays.stream(sorted).filter(ratio -> ratio >= 1).count(),
                oursFailed,
                theirsFailed));
    }

    private static void line(StringBuilder text, List<StateResult> group) {
        List<StateResult> ours = of(group, StateCommand.OURS);
        List<StateResult> theirs = of(group, StateCommand.DUCKDB);
        double ourSeconds = StateResult.medianSeconds(ours);
        double theirSeconds = StateResult.medianSeconds(theirs);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                group.get(0).question(),
                group.get(0).threads(),
                group.get(0).limit() >> 20,
                seconds(ours, ourSeconds),
                seconds(theirs, theirSeconds),
                number(theirSeconds / ourSeconds),
                megabytes(StateResult.peakBytes(ours)),
                megabytes(StateResult.peakBytes(theirs)),
                megabytes(beyond(ours)),
                megabytes(beyond(theirs)),
                megabytes(spilled(ours)),
                megabytes(spilled(theirs))));
    }

    private static List<String> questions(List<StateResult> results) {
        return results.stream().map(StateResult::question).distinct().toList();
    }

    private static TreeSet<Integer> threads(List<StateResult> results) {
        return new TreeSet<>(results.stream().map(StateResult::threads).toList());
    }

    private static TreeSet<Long> limits(List<StateResult> results) {
        return new TreeSet<>(results.stream().map(StateResult::limit).toList());
    }

    /** The word before the number or the order. */
    private static String kind(String question) {
        return question.replaceAll("[- ].*", "");
    }

    private static List<StateResult> of(List<StateResult> results, String question, int threads, long limit) {
        return results.stream()
                .filter(result ->
                        result.question().equals(question) && result.threads() == threads && result.limit() == limit)
                .toList();
    }

    private static List<StateResult> of(List<StateResult> results, String engine) {
        return results.stream().filter(result -> result.engine().equals(engine)).toList();
    }

    private static boolean failed(List<StateResult> results) {
        return results.stream().anyMatch(result -> result.run().failed());
    }

    private static double spilled(List<StateResult> results) {
        return results.stream()
                .mapToDouble(result -> result.run().spilledBytes())
                .max()
                .orElse(Double.NaN);
    }

    private static double beyond(List<StateResult> results) {
        return results.stream().mapToDouble(StateResult::beyond).max().orElse(Double.NaN);
    }

    private static String seconds(List<StateResult> results, double median) {
        return results.isEmpty() ? "" : Double.isNaN(median) ? "failed" : number(median);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String megabytes(double bytes) {
        return Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%.0f", bytes / MEGABYTE);
    }
}
