package dev.peristyle.examples;

import java.nio.file.Path;
import java.util.List;

/** The jobs that a {@link StartupCache} is made of: each command that people run on files, on small ones. */
final class StartupTraining {

    /** Enough for the hot loops to be compiled, and read in a second. */
    private static final String SCALE = "0.02";

    private StartupTraining() {}

    /**
     * Runs the jobs and ends the JVM: with 0, or with 1 if one fails.
     *
     * @param arguments the directory for their files, which exists
     */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        for (List<String> job : jobs(directory)) {
            if (Main.run(job.toArray(String[]::new)) != 0) {
                System.err.println("failed: " + job);
                System.exit(1);
            }
        }
        System.exit(0);
    }

    private static List<List<String>> jobs(Path directory) {
        String lines = directory.resolve("lineitem.csv").toString();
        String columns = directory.resolve("lineitem.arrow").toString();
        String measurements = directory.resolve("measurements.txt").toString();
        String out = directory.resolve("out.csv").toString();
        return List.of(
                List.of("generate", "lineitem", "--scale", SCALE, "--out", lines),
                List.of("generate", "measurements", "--rows", "300000", "--out", measurements),
                List.of("pricing-summary", lines),
                List.of("pricing-summary", lines, "--decimal"),
                List.of("forecast-revenue", lines),
                List.of("measurements", measurements),
                List.of("etl", lines, out),
                List.of("stats", out),
                List.of("head", out),
                List.of("detect", out),
                List.of("convert", lines, columns),
                List.of("pricing-summary", columns),
                List.of("stats", columns),
                List.of("head", columns),
                List.of("sort", lines, "--by", "l_shipdate,l_comment", "--out", out),
                List.of("distinct", lines, "--by", "l_partkey", "--out", out),
                List.of("join", lines, lines, "--on", "l_orderkey,l_linenumber", "--how", "semi", "--out", out));
    }
}
