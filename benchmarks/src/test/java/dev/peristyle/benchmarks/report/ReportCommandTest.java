package dev.peristyle.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final String RESULT = """
            {"benchmark": "dev.peristyle.benchmarks.LineitemJobsBenchmark.%s", "mode": "thrpt", "forks": 2,
             "vmName": "VM", "vmVersion": "25", "jvmArgs": ["-Xmx2g"],
             "measurementIterations": 2, "measurementTime": "2 s",
             "params": {"contender": "%s", "data": "/data/lineitem-1.csv", "threads": "1"},
             "primaryMetric": {"scoreUnit": "ops/s", "rawData": [[%s, %s], [%s, %s]]},
             "secondaryMetrics": {
               "bytes": {"scoreUnit": "ops/s", "rawData": [[%s, %s], [%s, %s]]},
               "gc.alloc.rate.norm": {"scoreUnit": "B/op", "rawData": [[2048, 2048], [2048, 2048]]}}}
            """;

    @Test
    void comparesTheContendersOfAJob(@TempDir Path directory) throws Exception {
        Path results = directory.resolve("results.json");
        Files.writeString(
                results,
                "[" + result("query1", "duckdb", 0.25) + "," + result("query1", "peristyle", 2) + ","
                        + result("count", "peristyle", 1) + "," + result("count", "fastcsv", 4) + "]");

        ReportCommand.run(List.of(results.toString(), "--out", directory.toString()));

        String report = Files.readString(directory.resolve("report.md"));
        assertThat(report)
                .contains("## LineitemJobsBenchmark.query1 data=lineitem-1.csv threads=1")
                .contains("| peristyle | 500 ms |")
                .contains("| duckdb | 4.00 s | 2.67 s – 8.00 s | 0.250 GB/s | 2.0 KB |  | 8.00× [2.67 – 24.0] |")
                .contains("**0.25× (lost)**")
                .contains(
                        "- LineitemJobsBenchmark.count data=lineitem-1.csv threads=1: fastcsv needs 250 ms, peristyle 1.00 s")
                .contains("VM 25, -Xmx2g, 2 forks × 2 iterations of 2 s");
        assertThat(report.indexOf("peristyle | 500")).isLessThan(report.indexOf("duckdb | 4.00"));
        String plot = Files.readString(directory.resolve("report.svg"));
        assertThat(plot).contains("2.00 GB/s").contains("4.00× as fast as ours");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("report.svg").toFile());
    }

    @Test
    void wantsADirectory() {
        assertThatThrownBy(() -> ReportCommand.run(List.of("results.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--out");
    }

    @Test
    void pairsNeighbouringRuns() {
        Comparison comparison = Comparison.of(
                        List.of(measured("duckdb", 2, 30, 4), measured("peristyle", 1, 10, 1)), true)
                .get(0);
        assertThat(comparison.ratios(comparison.measured().get(1))).containsExactly(2, 3, 4);
    }

    @Test
    void writesTimesWithThreeDigits() {
        assertThat(Measured.duration(12.345)).isEqualTo("12.3 s");
        assertThat(Measured.duration(0.25)).isEqualTo("250 ms");
        assertThat(Measured.duration(1.5e-9)).isEqualTo("1.50 ns");
    }

    private static Measured measured(String contender, double... seconds) {
        return new Measured("job", contender, seconds, 0, Double.NaN, Double.NaN);
    }

    /** A result whose median is the given rate. */
    private static String result(String name, String contender, double rate) {
        double low = rate / 2;
        double high = rate * 1.5;
        return String.format(
                RESULT, name, contender, rate, low, high, rate, rate * 1e9, low * 1e9, high * 1e9, rate * 1e9);
    }
}
