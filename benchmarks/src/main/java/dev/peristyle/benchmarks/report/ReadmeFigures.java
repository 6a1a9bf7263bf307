package dev.peristyle.benchmarks.report;

import dev.peristyle.benchmarks.report.Goals.WarmJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the README shows of the results: a plot and a table, made of the same samples as everything else. */
final class ReadmeFigures {
    /** Under the plot. */
    static final String CAPTION = "GB of CSV text per second; one thread, warm; longer is faster";

    private static final String BEGIN = "<!-- figures: written by the command summary, checked by a test -->\n";
    private static final String END = "<!-- end of figures -->";

    private ReadmeFigures() {}

    /** The jobs with their best-known peers, named for readers. */
    static List<Measured> plotted(Map<String, Part> parts) {
        List<Measured> plotted = new ArrayList<>();
        for (WarmJob job : WarmJob.values()) {
            add(plotted, job, parts.get("warm"), "peristyle", "peristyle");
            add(plotted, job, parts.get("jdk17"), "peristyle", "peristyle, JDK 17");
            add(plotted, job, parts.get("warm"), "duckdb", "DuckDB");
            String strings = job == WarmJob.ALL_COLUMNS ? " (Strings only)" : "";
            add(plotted, job, parts.get("warm"), "fastcsv", "FastCSV" + strings);
        }
        return plotted;
    }

    private static void add(List<Measured> plotted, WarmJob job, Part part, String contender, String name) {
        Measured found = part == null ? null : part.find(job.benchmark, contender);
        if (found != null) {
            plotted.add(new Measured(
                    job.title, name, found.seconds(), found.bytes(), found.allocatedBytes(), found.peakBytes()));
        }
    }

    /** The table: how many times as fast, and the rate. */
    static String table(Map<String, Part> parts) {
        StringBuilder table = new StringBuilder("""
                | job | DuckDB | two threads each | on JDK 17 | whole process | FastCSV | GB/s | on JDK 17 |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """);
        for (WarmJob job : WarmJob.values()) {
            String strings = job == WarmJob.ALL_COLUMNS ? " (Strings only)" : "";
            String fastCsv = ratio(parts.get("warm"), job, "fastcsv");
            table.append("| ").append(job.title);
            table.append(" | ").append(ratio(parts.get("warm"), job, "duckdb"));
            table.append(" | ").append(ratio(parts.get("threads"), job.benchmark + " threads=2", "duckdb"));
            table.append(" | ").append(ratio(parts.get("jdk17"), job, "duckdb"));
            table.append(" | ").append(processRatio(parts, job));
            table.append(" | ").append(fastCsv.isEmpty() ? "" : fastCsv + strings);
            table.append(" | ").append(rate(parts.get("warm"), job));
            table.append(" | ").append(rate(parts.get("jdk17"), job)).append(" |\n");
        }
        return table.toString();
    }

    private static String ratio(Part part, WarmJob job, String contender) {
        return ratio(part, job.benchmark, contender);
    }

    private static String processRatio(Map<String, Part> parts, WarmJob job) {
        String part = job == WarmJob.MEASUREMENTS ? "processes-measurements" : "processes";
        return ratio(parts.get(part), job.name(), "duckdb");
    }

    private static String ratio(Part part, String job, String contender) {
        Measured ours = part == null ? null : part.find(job, "peristyle");
        Measured other = part == null ? null : part.find(job, contender);
        return ours == null || other == null
                ? ""
                : String.format(Locale.ROOT, "%.1f", Comparison.ratios(ours, other, part.paired())[1]);
    }

    private static String rate(Part part, WarmJob job) {
        Measured ours = part == null ? null : part.find(job.benchmark, "peristyle");
        return ours == null ? "" : String.format(Locale.ROOT, "%.2f", ours.bytes() / ours.median() / 1e9);
    }

    /** Puts a table where the README has one. */
    static String replace(String readme, String table) {
        int from = readme.indexOf(BEGIN);
        int until = readme.indexOf(END);
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("The README has no place for figures: " + BEGIN.strip() + " … " + END);
        }
        return readme.substring(0, from + BEGIN.length()) + "\n" + table + "\n" + readme.substring(until);
    }
}
