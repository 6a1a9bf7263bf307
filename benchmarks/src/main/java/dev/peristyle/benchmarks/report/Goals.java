package dev.peristyle.benchmarks.report;

import dev.peristyle.benchmarks.data.Shape;
import dev.peristyle.benchmarks.kernel.NumberColumn;
import dev.peristyle.benchmarks.report.Goal.Kind;
import dev.peristyle.benchmarks.report.Goal.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All that the published measurements shall show, in the order of the summary. */
final class Goals {
    private static final String OURS = "peristyle";
    private static final String DUCKDB = "DuckDB";
    private static final String FASTCSV = "FastCSV";
    private static final double SHOWN_ONLY = Double.NaN;

    /** The jobs as the parts that JMH measures name them. */
    enum WarmJob {
        COUNT("count rows", "LineitemJobsBenchmark.count", SHOWN_ONLY, SHOWN_ONLY),
        ALL_COLUMNS("all 16 columns, typed and summed", "LineitemJobsBenchmark.allColumns", 6, 4),
        QUERY_1("query 1", "LineitemJobsBenchmark.query1", 5, SHOWN_ONLY),
        QUERY_6("query 6", "LineitemJobsBenchmark.query6", 6, SHOWN_ONLY),
        ETL("from CSV to CSV", "LineitemJobsBenchmark.etl", 4, 5),
        MEASUREMENTS("measurements", "MeasurementsBenchmark.measurements", 6, SHOWN_ONLY);

        final String title;
        final String benchmark;
        final double againstDuckDb;
        final double againstFastCsv;

        WarmJob(String title, String benchmark, double againstDuckDb, double againstFastCsv) {
            this.title = title;
            this.benchmark = benchmark;
            this.againstDuckDb = againstDuckDb;
            this.againstFastCsv = againstFastCsv;
        }
    }

    private final List<Goal> goals = new ArrayList<>();

    private Goals() {}

    static List<Goal> all() {
        Goals all = new Goals();
        all.addWarm();
        all.addDefault();
        all.addThreads();
        all.addJava17();
        all.addProcesses();
        all.addPeers();
        all.addSmall();
        all.addShapes();
        all.addColumns();
        return List.copyOf(all.goals);
    }

    private void addWarm() {
        speed("count rows", "the structure scan alone", 0.9, WarmJob.COUNT.benchmark, "warm", "structure-scan");
        Where count = new Where("warm", WarmJob.COUNT.benchmark, OURS);
        goals.add(new Goal(
                "count rows",
                "loop over the mapped file in C",
                Kind.SPEED,
                SHOWN_ONLY,
                count,
                new Where("count-loop", "COUNT", "c-loop")));
        for (WarmJob job : WarmJob.values()) {
            speed(job.title, DUCKDB, job.againstDuckDb, job.benchmark, "warm", "duckdb");
            if (job != WarmJob.MEASUREMENTS) {
                String strings = job == WarmJob.ALL_COLUMNS ? " (Strings only)" : "";
                speed(job.title, FASTCSV + strings, job.againstFastCsv, job.benchmark, "warm", "fastcsv");
            }
        }
        goals.add(new Goal(
                WarmJob.QUERY_1.title,
                "list and streams",
                Kind.SPEED,
                30,
                new Where("warm", WarmJob.QUERY_1.benchmark, OURS),
                new Where("peers", WarmJob.QUERY_1.benchmark, "list")));
    }

    /** As a user has it who sets nothing: vectors took over when they were compiled. */
    private void addDefault() {
        for (WarmJob job : WarmJob.values()) {
            goals.add(new Goal(
                    job.title + ", nothing set",
                    DUCKDB,
                    Kind.SPEED,
                    job.againstDuckDb,
                    new Where("default", job.benchmark, OURS),
                    new Where("warm", job.benchmark, "duckdb")));
        }
    }

    private void addThreads() {
        for (WarmJob job : WarmJob.values()) {
            String title = job.title + ", two threads";
            // one thread was measured beside two: a few minutes later the machine may be another one
            Where one = new Where("threads", job.benchmark + " threads=1", OURS);
            Where two = new Where("threads", job.benchmark + " threads=2", OURS);
            Where duckDb = new Where("threads", job.benchmark + " threads=2", "duckdb");
            goals.add(new Goal(title, DUCKDB + " with two", Kind.SPEED, job.againstDuckDb, two, duckDb));
            goals.add(new Goal(title, "one thread", Kind.SPEED, 1.8, two, one));
        }
    }

    private void addJava17() {
        for (WarmJob job : WarmJob.values()) {
            speed(job.title + ", JDK 17 without vectors", DUCKDB, 4, job.benchmark, "jdk17", "duckdb");
        }
    }

    private void addProcesses() {
        process("query 1, whole process", "list and streams", Kind.SPEED, 30, "list", "QUERY_1", "list");
        process("query 1, whole process", "list and streams", Kind.MEMORY, 40, "list", "QUERY_1", "list");
        for (String cores : List.of("one core", "two threads")) {
            String part = cores.equals("one core") ? "challenge" : "challenge-threads";
            for (String ours : List.of("peristyle-decimal", OURS)) {
                String type = ours.equals(OURS) ? "doubles" : "decimals";
                goals.add(new Goal(
                        "measurements (" + type + "), whole process, " + cores,
                        "best hand-written entry of the One Billion Row Challenge",
                        Kind.SPEED,
                        0.8,
                        new Where(part, "MEASUREMENTS", ours),
                        new Where(part, "MEASUREMENTS", "*")));
            }
        }
        for (WarmJob job : WarmJob.values()) {
            String title = job.title + ", whole process";
            if (job == WarmJob.MEASUREMENTS) {
                process(title, DUCKDB, Kind.SPEED, SHOWN_ONLY, "processes-measurements", job.name(), "duckdb");
            } else {
                process(title, DUCKDB, Kind.SPEED, SHOWN_ONLY, "processes", job.name(), "duckdb");
                process(title, FASTCSV, Kind.SPEED, SHOWN_ONLY, "processes", job.name(), "fastcsv");
            }
        }
    }

    private void addPeers() {
        for (WarmJob job : List.of(WarmJob.ALL_COLUMNS, WarmJob.QUERY_1)) {
            for (String peer : List.of("univocity", "commons-csv", "jackson-csv", "deephaven-csv")) {
                goals.add(new Goal(
                        job.title,
                        peer,
                        Kind.SPEED,
                        SHOWN_ONLY,
                        new Where("warm", job.benchmark, OURS),
                        new Where("peers", job.benchmark, peer)));
            }
        }
    }

    private void addSmall() {
        String benchmark = "SmallInputBenchmark.small";
        goals.add(new Goal("10 KB, warm", "", Kind.SECONDS, 100e-6, new Where("small-warm", benchmark, OURS), null));
        speed("10 KB, warm", FASTCSV, SHOWN_ONLY, benchmark, "small-warm", "fastcsv");
        speed("10 KB, warm", DUCKDB, SHOWN_ONLY, benchmark, "small-warm", "duckdb");
        process("10 KB, whole process", FASTCSV, Kind.DIFFERENCE, 0.3, "small", "SMALL", "fastcsv");
    }

    private void addShapes() {
        for (Shape shape : Shape.values()) {
            String title = shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            String group = "ShapesBenchmark.shapes shape=" + shape;
            speed(title, FASTCSV, 1, group, "shapes", "fastcsv");
            speed(title, DUCKDB, 1, group, "shapes", "duckdb");
        }
    }

    private void addColumns() {
        Arrays.stream(NumberColumn.Operation.values()).forEach(operation -> {
            String group = "ColumnKernelBenchmark.loop operation=" + operation;
            goals.add(new Goal(
                    "column kernel " + operation,
                    "loop over arrays",
                    Kind.BANDWIDTH,
                    1,
                    new Where("columns", group, "kernel"),
                    new Where("columns", group, "plain")));
        });
    }

    private void speed(String title, String against, double limit, String job, String part, String contender) {
        goals.add(new Goal(
                title, against, Kind.SPEED, limit, new Where(part, job, OURS), new Where(part, job, contender)));
    }

    private void process(
            String title, String against, Kind kind, double limit, String part, String job, String contender) {
        goals.add(new Goal(title, against, kind, limit, new Where(part, job, OURS), new Where(part, job, contender)));
    }
}
