package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs over lineitem give the answers that another engine gives to the same questions in SQL. */
class LineitemJobsTest {

    private static final String PRICING_SUMMARY = """
            select l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice),
                sum(l_extendedprice * (1 - l_discount)),
                sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)),
                avg(l_quantity), avg(l_extendedprice), avg(l_discount), count(*)
            from %s where l_shipdate <= '1998-09-02' group by all order by all
            """;

    private static final String FORECAST_REVENUE = """
            select sum(l_extendedprice * l_discount) from %s
            where l_shipdate >= '1994-01-01' and l_shipdate < '1995-01-01'
                and l_discount between 0.05 and 0.07 and l_quantity < 24
            """;

    private static final int FIRST_MEAN = 6;
    private static final int LAST_MEAN = 8;

    @TempDir
    private static Path directory;

    private static Path lineitem;

    @BeforeAll
    static void generate() {
        lineitem = directory.resolve("lineitem.csv");
        CommandRun run = CommandRun.of("generate", "lineitem", "--scale", "0.01", "--out", lineitem.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void pricingSummaryInDecimalsIsExact(String threads) {
        List<String[]> actual = table(run("pricing-summary", lineitem, "--decimal", "--threads", threads));
        List<List<String>> expected = DuckDb.query(PRICING_SUMMARY.formatted(table("decimal(15,2)")));

        assertThat(actual.get(0))
                .containsExactly(
                        "l_returnflag",
                        "l_linestatus",
                        "sum_qty",
                        "sum_base_price",
                        "sum_disc_price",
                        "sum_charge",
                        "avg_qty",
                        "avg_price",
                        "avg_disc",
                        "count_order");
        assertThat(actual).hasSize(expected.size() + 1);
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).size(); column++) {
                String cell = actual.get(row + 1)[column];
                String expectedCell = expected.get(row).get(column);
                if (column >= FIRST_MEAN && column <= LAST_MEAN) {
                    assertClose(cell, expectedCell);
                } else {
                    assertThat(cell).isEqualTo(expectedCell);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pricing-summary", "forecast-revenue"})
    void aColumnFileGivesTheAnswerOfTheText(String command) {
        for (String name : new String[] {"lineitem.arrow", "lineitem.arrows"}) {
            Path columns = directory.resolve(name);
            run("convert", lineitem, columns.toString());
            for (String[] how : new String[][] {{}, {"--decimal"}}) {
                assertThat(run(command, columns, how).output())
                        .isEqualTo(run(command, lineitem, how).output());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void pricingSummaryInDoublesIsClose(String threads) {
        List<String[]> actual = table(run("pricing-summary", lineitem, "--threads", threads));
        List<List<String>> expected = DuckDb.query(PRICING_SUMMARY.formatted(table("decimal(15,2)")));

        assertThat(actual).hasSize(expected.size() + 1);
        for (int row = 0; row < expected.size(); row++) {
            assertThat(Arrays.copyOf(actual.get(row + 1), 2))
                    .containsExactly(expected.get(row).get(0), expected.get(row).get(1));
            for (int column = 2; column < expected.get(row).size(); column++) {
                assertClose(actual.get(row + 1)[column], expected.get(row).get(column));
            }
        }
    }

    @Test
    void forecastRevenueInDecimalsIsTheSameToTheLastDigit() {
        assertThat(run("forecast-revenue", lineitem, "--decimal").output()).isEqualTo("     revenue\n1193053.2253\n");
        assertThat(DuckDb.query(FORECAST_REVENUE.formatted(table("decimal(15,2)"))))
                .containsExactly(List.of("1193053.2253"));
    }

    @Test
    void forecastRevenueInDoublesIsClose() {
        List<String[]> actual = table(run("forecast-revenue", lineitem));

        assertThat(actual).hasSize(2);
        assertClose(actual.get(1)[0], "1193053.2253");
    }

    @Test
    void forecastRevenueExplainsItselfWithoutReading() {
        Path missing = directory.resolve("missing.csv");

        assertThat(run("forecast-revenue", lineitem, "--explain").output()).contains("l_shipdate", "l_discount");
        assertThat(CommandRun.of("forecast-revenue", missing.toString()).exitCode())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void etlWritesTheRowsThatPassInTheirOrder(String threads) throws IOException {
        Path output = directory.resolve("out-" + threads + ".csv");

        CommandRun run = CommandRun.of("etl", lineitem.toString(), output.toString(), "--threads", threads);

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEmpty();
        Stream<String> expected = DuckDb.query("select l_orderkey, l_partkey, l_quantity,"
                        + " l_extendedprice::decimal(15,2) * (1 - l_discount::decimal(15,2)), l_shipdate, l_shipmode,"
                        + " l_comment from " + table("decimal(15,2)").replace("'l_quantity': 'decimal(15,2)', ", "")
                        + " where l_shipdate >= '1995-01-01' and l_quantity < 30")
                .stream()
                .map(LineitemJobsTest::csvLine);
        assertThat(Files.readAllLines(output))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("l_orderkey,l_partkey,l_quantity,revenue,l_shipdate,l_shipmode,l_comment"),
                                expected)
                        .toList());
    }

    @Test
    void aRunTellsItsRateAndItsPeakMemoryOnStandardError() {
        assertThat(run("forecast-revenue", lineitem).errors())
                .matches(
                        "read 7,215,679 bytes in [0-9.]+ s: [0-9.]+ GB/s, peak resident memory ([0-9]+ MB|not known), spilled 0 bytes\\R");
    }

    @Test
    void aMissingFileIsOneLine() {
        Path missing = directory.resolve("missing.csv");

        CommandRun run = CommandRun.of("pricing-summary", missing.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("error: ")
                .contains(missing.toString());
        assertThat(run.output()).isEmpty();
    }

    @Test
    void theStackTraceIsShownOnRequest() {
        CommandRun run = CommandRun.of("pricing-summary", "missing.csv", "--stacktrace");

        assertThat(run.errors().lines()).hasSizeGreaterThan(2).anyMatch(line -> line.startsWith("\tat dev.peristyle."));
    }

    @Test
    void aMemoryLimitThatIsTooSmallIsNamed() {
        CommandRun run = CommandRun.of("pricing-summary", lineitem.toString(), "--memory-limit", "4k");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).startsWith("error: ").contains("4096");
        assertThat(run.errors()).contains("--memory-limit").doesNotContain("Execution.");
    }

    private static CommandRun run(String command, Path file, String... more) {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of(command, file.toString()), Stream.of(more))
                .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run;
    }

    private static List<String[]> table(CommandRun run) {
        return run.output().lines().map(line -> line.strip().split(" +")).toList();
    }

    private static String table(String money) {
        return "read_csv('%1$s', types={'l_quantity': '%2$s', 'l_extendedprice': '%2$s', 'l_discount': '%2$s', 'l_tax': '%2$s'})"
                .formatted(lineitem, money);
    }

    private static String csvLine(List<String> row) {
        return String.join(
                ",",
                row.stream()
                        .map(cell -> cell.contains(",") ? '"' + cell + '"' : cell)
                        .toList());
    }

    private static void assertClose(String actual, String expected) {
        double value = Double.parseDouble(expected);
        assertThat(Double.parseDouble(actual)).isCloseTo(value, within(Math.abs(value) * 1e-12));
    }
}
