package dev.peristyle.execution;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.SortKey.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportTest {

    private static final int ROWS = 300_000;

    private static Table lines;

    private final List<RunReport> reports = new ArrayList<>();

    @BeforeAll
    static void makeLines() {
        lines = Numbers.table(ROWS);
    }

    @AfterAll
    static void closeLines() {
        lines.close();
    }

    private Pipeline lines(int threads) {
        return Pipeline.from(lines)
                .using(Execution.builder().threads(threads).report(reports::add).build());
    }

    /** The shape of query 1 of TPC-H: a filter, computed columns, many aggregates over few groups, a sort. */
    private Pipeline queryOne(int threads) {
        return lines(threads)
                .filter(col("number").lt(ROWS - 1000))
                .with("price", col("number").times(1.5))
                .with("discounted", col("price").times(lit(1.0).minus(col("share"))))
                .groupBy("status")
                .aggregate(
                        sum(col("price")).as("sum"),
                        sum(col("discounted")).as("sum_discounted"),
                        mean(col("price")).as("avg"),
                        count().as("n"))
                .sortBy(asc("status"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void everyOperatorTellsItsRowsAndItsMemory(int threads) {
        queryOne(threads).collect().close();
        RunReport report = reports.get(0);
        assertThat(report.completed()).isTrue();
        assertThat(report.threads()).isEqualTo(threads);
        assertThat(report.rowsRead()).isEqualTo(ROWS);
        assertThat(report.peakMemory()).isPositive();
        assertThat(report.operators())
                .extracting(OperatorReport::name)
                .startsWith("scan")
                .endsWith("groupBy", "sortBy", "collect");
        OperatorReport scan = report.operators().get(0);
        assertThat(scan.rowsIn()).isEqualTo(ROWS);
        assertThat(scan.rowsOut()).isEqualTo(ROWS - 1000);
        OperatorReport group = report.operators().get(report.operators().size() - 3);
        assertThat(group.rowsIn()).isEqualTo(ROWS - 1000);
        assertThat(group.rowsOut()).isEqualTo(4);
        assertThat(group.peakMemory()).isPositive();
        assertThat(group.time()).isPositive();
        OperatorReport sort = report.operators().get(report.operators().size() - 2);
        assertThat(sort.rowsIn()).isEqualTo(4);
        assertThat(sort.rowsOut()).isEqualTo(4);
        assertThat(report.operators().get(report.operators().size() - 1).rowsIn())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void timesOfOperatorsAddUpToThatOfTheRun(int threads) {
        // the first run loads classes
        queryOne(threads).collect().close();
        Pipeline many = queryOne(threads);
        for (int input = 0; input < 5; input++) {
            many = Pipeline.concat(many, queryOne(threads));
        }
        many.collect().close();
        RunReport report = reports.get(1);
        long sum = report.operators().stream()
                .mapToLong(operator -> operator.time().toNanos())
                .sum();
        assertThat(sum)
                .isBetween(report.busy().toNanos() * 9 / 10, report.busy().toNanos());
        if (threads == 1) {
            assertThat(sum)
                    .isBetween(
                            report.elapsed().toNanos() * 9 / 10,
                            report.elapsed().toNanos());
        }
    }

    @Test
    void everyEndMakesOneReport() {
        lines(1).count();
        assertThat(reports).hasSize(1);
        lines(2).forEach(row -> {});
        assertThat(reports).hasSize(2);
        lines(1).collect().close();
        assertThat(reports).hasSize(3);
        try (ChunkIterator chunks = lines(2).chunks()) {
            while (chunks.next()) {
                assertThat(reports).hasSize(3);
            }
        }
        assertThat(reports).hasSize(4).allMatch(RunReport::completed);
        try (RowCursor row = lines(2).rows()) {
            row.next();
        }
        assertThat(reports).hasSize(5);
        assertThat(reports.get(4).completed()).isFalse();
    }

    @Test
    void aRunThatFailsTellsHowFarItCame() {
        Pipeline pipeline = lines(2).using(Execution.builder()
                .threads(2)
                .memoryLimit(200_000)
                .report(reports::add)
                .build());
        assertThatThrownBy(() -> pipeline.collect().close()).hasMessageContaining("collect");
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).completed()).isFalse();
        assertThat(reports.get(0).peakMemory()).isBetween(1L, 200_000L);
    }

    @Test
    void whatTheListenerThrowsComesOutOfTheEnd() {
        Pipeline pipeline = Pipeline.from(lines)
                .using(Execution.builder()
                        .report(report -> {
                            throw new IllegalStateException("the listener");
                        })
                        .build());
        assertThatThrownBy(pipeline::count).hasMessage("the listener");
        assertThatThrownBy(() -> pipeline.collect().close()).hasMessage("the listener");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void theTextShowsEachStepWithItsFigures(int threads) {
        String text = queryOne(threads).explainAnalyze();
        assertThat(text.lines().toList().get(0))
                .startsWith("run of ")
                .contains("threads " + threads, "read " + ROWS + " rows", "peak memory");
        assertThat(text)
                .containsPattern(
                        "sort by \\[status\\]\n {2}4 rows in, 4 out, \\d+ bytes, \\d+\\.\\d{3} s \\(\\d+ %\\), peak"
                                + " memory \\d+ bytes")
                .contains("  group by [status]", "    " + (ROWS - 1000) + " rows in, 4 out");
    }

    @Test
    void aShareOfNoTimeIsNone() {
        OperatorReport operator = new OperatorReport(
                1, "scan", "scan", List.of(), 2, 1, 8, Duration.ZERO, 64, 0, 0, Duration.ZERO, Map.of());
        assertThat(operator.figures(Duration.ZERO))
                .isEqualTo("2 rows in, 1 out, 8 bytes, 0.000 s (0 %), peak memory 64 bytes");
    }

    @Test
    void whatWasSpilledIsBytesPagesAndTime() {
        OperatorReport operator = new OperatorReport(
                1,
                "sortBy",
                "sort",
                List.of(),
                2,
                1,
                8,
                Duration.ZERO,
                64,
                4096,
                2,
                Duration.ofMillis(1500),
                Map.of("skipped: too long", 3L));
        assertThat(operator.figures(Duration.ZERO))
                .endsWith(", spilled 4096 bytes in 2 pages, 1.500 s, skipped: too long 3");
    }
}
