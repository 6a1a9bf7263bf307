package dev.peristyle.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCommandTest {
    private static final String JMH = """
            {"benchmark": "dev.peristyle.benchmarks.%s", "mode": "thrpt", "forks": 1,
             "vmName": "VM", "vmVersion": "25", "jvmArgs": [], "measurementIterations": 1, "measurementTime": "2 s",
             "params": {%s},
             "primaryMetric": {"scoreUnit": "ops/s", "rawData": [[%s]]},
             "secondaryMetrics": {"bytes": {"scoreUnit": "ops/s", "rawData": [[%s]]}}}
            """;

    @Test
    void saysWhatBecameOfEveryGoal(@TempDir Path directory) throws Exception {
        write(
                directory,
                "warm/lineitem.json",
                jmh("LineitemJobsBenchmark.query1", "\"contender\": \"peristyle\", \"threads\": \"1\"", 10),
                jmh("LineitemJobsBenchmark.query1", "\"contender\": \"duckdb\", \"threads\": \"1\"", 2.5),
                jmh("LineitemJobsBenchmark.query6", "\"contender\": \"peristyle\", \"threads\": \"1\"", 10),
                jmh("LineitemJobsBenchmark.query6", "\"contender\": \"duckdb\", \"threads\": \"1\"", 1));
        write(
                directory,
                "columns/results.json",
                jmh("kernel.ColumnKernelBenchmark.loop", "\"form\": \"kernel\", \"operation\": \"min\"", 9.5),
                jmh("kernel.ColumnKernelBenchmark.loop", "\"form\": \"plain\", \"operation\": \"min\"", 10),
                jmh("kernel.ColumnKernelBenchmark.loop", "\"form\": \"kernel\", \"operation\": \"max\"", 5),
                jmh("kernel.ColumnKernelBenchmark.loop", "\"form\": \"plain\", \"operation\": \"max\"", 6),
                jmh("kernel.MemoryBandwidthBenchmark.sumMemory", "\"values\": \"1\"", 10));
        write(
                directory,
                "list/runs.json",
                run("QUERY_1", "peristyle", 0, 1, 100),
                run("QUERY_1", "list", 0, 40, 5000),
                run("QUERY_1", "peristyle", 1, 2, 100),
                run("QUERY_1", "list", 1, 60, 5000));
        write(
                directory,
                "challenge/runs.json",
                run("MEASUREMENTS", "peristyle", 0, 2, 0),
                run("MEASUREMENTS", "fast", 0, 1, 0),
                run("MEASUREMENTS", "slow", 0, 3, 0));
        write(directory, "small/runs.json", run("SMALL", "peristyle", 0, 0.5, 0), run("SMALL", "fastcsv", 0, 0.3, 0));
        Path page = directory.resolve("RESULTS.md");
        Path readme = directory.resolve("README.md");
        Files.writeString(
                readme,
                "before\n<!-- figures: written by the command summary, checked by a test -->\nold\n"
                        + "<!-- end of figures -->\nafter\n");

        SummaryCommand.run(List.of(directory.toString(), "--out", page.toString(), "--readme", readme.toString()));

        String text = Files.readString(page);
        assertThat(text)
                .contains("| query 1 | DuckDB | ≥ 5 × | 4.00 × | 100 ms | 400 ms | **no** |")
                .contains("| query 6 | DuckDB | ≥ 6 × | 10.0 × | 100 ms | 1.00 s | yes |")
                .contains("| column kernel min | loop over arrays | ≥ 1 ×, or 0.9 of the bandwidth | 0.95 ×,"
                        + " 0.95 of the bandwidth of a sum | 105 ms | 100 ms | yes |")
                .contains("0.83 ×, 0.50 of the bandwidth of a sum | 200 ms | 167 ms | **no** |")
                .contains("≥ 30 × | 35.0 × [30.0 – 40.0] | 1.50 s | 50.0 s | yes |")
                .contains("≤ 1/40 of the memory | 1/50.0 |")
                .contains("≥ 0.8 × | 0.50 × | 2.00 s | 1.00 s (fast) | **no** |")
                .contains("≤ 300 ms more | 200 ms more |")
                .contains("- measurements against DuckDB\n");
        assertThat(text.indexOf("| query 1 |")).isLessThan(text.indexOf("| query 6 |"));
        assertThat(Files.readString(readme))
                .startsWith("before\n")
                .endsWith("<!-- end of figures -->\nafter\n")
                .contains("| query 1 | 4.0 |  |  |  |  | 10.00 |  |")
                .doesNotContain("old");
        Path plot = directory.resolve("speed.svg");
        assertThat(Files.readString(plot)).contains(">query 1<", ">DuckDB<", "10.0 GB/s");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
    }

    @Test
    void readmeShowsThePublishedFigures() throws Exception {
        Path benchmarks = Path.of("").toAbsolutePath();
        String readme = Files.readString(benchmarks.resolveSibling("README.md"));
        String table = ReadmeFigures.table(Part.readAll(benchmarks.resolve("results")));
        assertThat(ReadmeFigures.replace(readme, table)).isEqualTo(readme);
        assertThat(readme).contains("benchmarks/results/" + SummaryCommand.PLOT);
    }

    @Test
    void namesItsArguments() {
        assertThatThrownBy(() -> SummaryCommand.run(List.of("results"))).hasMessageContaining("--readme");
        assertThatThrownBy(() -> ReadmeFigures.replace("nothing", "table")).hasMessageContaining("no place");
    }

    private static void write(Path directory, String name, String... entries) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[" + String.join(",", entries) + "]");
    }

    /** A result that reads a gigabyte an operation. */
    private static String jmh(String benchmark, String parameters, double rate) {
        return String.format(Locale.ROOT, JMH, benchmark, parameters, rate, rate * 1e9);
    }

    private static String run(String job, String contender, int round, double seconds, double peak) {
        return String.format(
                Locale.ROOT,
                "{\"job\": \"%s\", \"contender\": \"%s\", \"round\": %d, \"seconds\": %f, \"peakBytes\": %f}",
                job,
                contender,
                round,
                seconds,
                peak);
    }
}
