package dev.peristyle.benchmarks.state;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Runs within limits as a table: a line for each question, number of threads and limit. */
final class StateReport {
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
        text.append(
                "| question | threads | limit, MB | Peristyle, s | DuckDB, s | times as fast | peak, MB | DuckDB's |"
                        + " spilled, MB | DuckDB's |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (String question :
                results.stream().map(StateResult::question).distinct().toList()) {
            for (int threads :
                    new TreeSet<>(results.stream().map(StateResult::threads).toList())) {
                for (long limit :
                        new TreeSet<>(results.stream().map(StateResult::limit).toList())) {
                    line(text, results, question, threads, limit);
                }
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

    private static void line(StringBuilder text, List<StateResult> results, String question, int threads, long limit) {
        List<StateResult> ours = of(results, question, threads, limit, StateCommand.OURS);
        List<StateResult> theirs = of(results, question, threads, limit, StateCommand.DUCKDB);
        double ourSeconds = StateResult.medianSeconds(ours);
        double theirSeconds = StateResult.medianSeconds(theirs);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %s | %s | %s | %s | %s | %s |%n",
                question,
                threads,
                limit >> 20,
                seconds(ours, ourSeconds),
                seconds(theirs, theirSeconds),
                number(theirSeconds / ourSeconds),
                megabytes(StateResult.peakBytes(ours)),
                megabytes(StateResult.peakBytes(theirs)),
                megabytes(spilled(ours)),
                megabytes(spilled(theirs))));
    }

    private static List<StateResult> of(
            List<StateResult> results, String question, int threads, long limit, String engine) {
        return results.stream()
                .filter(result -> result.question().equals(question)
                        && result.threads() == threads
                        && result.limit() == limit
                        && result.engine().equals(engine))
                .toList();
    }

    private static double spilled(List<StateResult> results) {
        return results.stream()
                .mapToDouble(result -> result.run().spilledBytes())
                .max()
                .orElse(Double.NaN);
    }

    private static String seconds(List<StateResult> results, double median) {
        return results.isEmpty() ? "" : Double.isNaN(median) ? "failed" : number(median);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String megabytes(double bytes) {
        return Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%.0f", bytes / 1e6);
    }
}
