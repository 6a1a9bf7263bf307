package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.SortKey.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.OperatorReport;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Query 1 of TPC-H over a CSV file: each operator shows its rows, bytes, time and memory, and together they are what the run shows.
 * Times are held against the time in which the threads of the run worked, by the run's own clock: what else the machine does is in both.
 */
class ExplainAnalyzeTest {

    private static final int ROWS = 150_000;
    private static final Pattern FIGURES = Pattern.compile(
            "(\\d+) rows in, (\\d+) out, (\\d+) bytes, (\\d+\\.\\d{3}) s \\(\\d+ %\\), peak memory (\\d+) bytes");
    private static final Pattern TOTALS =
            Pattern.compile("busy for (\\d+\\.\\d{3}) s, read (\\d+) rows and (\\d+) bytes, peak memory (\\d+) bytes");

    /** Times are shown in milliseconds, each rounded. */
    private static final double ROUNDING = 0.0005;

    @TempDir
    private static Path directory;

    private static Path lines;

    private final List<RunReport> reports = new ArrayList<>();

    @BeforeAll
    static void writeLines() throws IOException {
        Random random = Seeds.random(1);
        StringBuilder text = new StringBuilder("quantity,price,discount,tax,flag,status,shipdate\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d.%02d,0.%02d,0.%02d,%c,%c,%s\n",
                    1 + random.nextInt(50),
                    900 + random.nextInt(100_000),
                    random.nextInt(100),
                    random.nextInt(11),
                    random.nextInt(9),
                    "ANR".charAt(random.nextInt(3)),
                    "FO".charAt(random.nextInt(2)),
                    LocalDate.of(1992, 1, 2).plusDays(random.nextInt(2526))));
        }
        lines = Files.writeString(directory.resolve("lines.csv"), text);
    }

    private Pipeline queryOne(int threads) {
        return Csv.scan(lines)
                .using(Execution.builder().threads(threads).report(reports::add).build())
                .filter(col("shipdate").le(LocalDate.of(1998, 9, 2)))
                .with("discounted", col("price").times(lit(1).minus(col("discount"))))
                .with("charge", col("discounted").times(lit(1).plus(col("tax"))))
                .groupBy("flag", "status")
                .aggregate(
                        sum(col("quantity")).as("sum_quantity"),
                        sum(col("price")).as("sum_price"),
                        sum(col("discounted")).as("sum_discounted"),
                        sum(col("charge")).as("sum_charge"),
                        mean(col("quantity")).as("avg_quantity"),
                        mean(col("price")).as("avg_price"),
                        mean(col("discount")).as("avg_discount"),
                        count().as("orders"))
                .sortBy(asc("flag"), asc("status"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void rowsBytesTimesAndMemoryOfTheOperatorsOfQueryOneAddUpToThoseOfTheRun(int threads) throws IOException {
        // the first run loads classes
        queryOne(threads).explainAnalyze();
        String text = queryOne(threads).explainAnalyze();
        Matcher totals = TOTALS.matcher(text);
        assertThat(totals.find()).as(text).isTrue();
        double busy = Double.parseDouble(totals.group(1));
        assertThat(Long.parseLong(totals.group(2))).as(text).isEqualTo(ROWS);
        assertThat(Long.parseLong(totals.group(3))).as(text).isEqualTo(Files.size(lines));

        Matcher figures = FIGURES.matcher(text);
        double seconds = 0;
        long memory = 0;
        long bytesOfTheScan = 0;
        long rowsOfTheScan = 0;
        int operators = 0;
        while (figures.find()) {
            // the scan is the last line, and the only one that reads bytes of a file
            rowsOfTheScan = Long.parseLong(figures.group(1));
            bytesOfTheScan = Long.parseLong(figures.group(3));
            seconds += Double.parseDouble(figures.group(4));
            memory += Long.parseLong(figures.group(5));
            operators++;
        }
        // all but the end, which drops the rows
        assertThat(operators).as(text).isEqualTo(reports.get(1).operators().size() - 1);
        assertThat(rowsOfTheScan).as(text).isEqualTo(ROWS);
        assertThat(bytesOfTheScan).as(text).isEqualTo(Files.size(lines));
        assertThat(seconds).as(text).isBetween(0.9 * busy - operators * ROUNDING, busy + (operators + 1) * ROUNDING);
        // what the sort holds is small; all others have their highest moment together
        long peak = Long.parseLong(totals.group(4));
        assertThat(memory).as(text).isBetween(peak * 9 / 10, peak * 11 / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void theReportHasTheSameFigures(int threads) {
        queryOne(threads).collect().close();
        RunReport report = reports.get(0);
        long nanos = report.operators().stream()
                .mapToLong(operator -> operator.time().toNanos())
                .sum();
        assertThat(nanos)
                .as(report.toString())
                .isBetween(report.busy().toNanos() * 9 / 10, report.busy().toNanos());
        assertThat(report.operators())
                .extracting(OperatorReport::name)
                .contains("scan", "groupBy", "sortBy", "collect");
    }
}
